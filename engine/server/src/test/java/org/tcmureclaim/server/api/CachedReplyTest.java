package org.tcmureclaim.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.vertx.core.buffer.Buffer;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.json.JsonObject;

/** How often an answer is rendered. */
class CachedReplyTest {
  private final CachedReply cache = new CachedReply();
  private int renderings;

  private Buffer ask(long version, String question) {
    return cache.get(
        version,
        question,
        () -> {
          renderings++;
          return new JsonObject().put("version", version).put("question", question);
        });
  }

  @Test
  void sameQuestion_isRenderedOnce_untilSomethingChanges() {
    Buffer first = ask(1, "a");
    assertThat(ask(1, "a")).isSameAs(first);
    assertThat(ask(1, "b")).isNotEqualTo(first);
    assertThat(renderings).isEqualTo(2);
    assertThat(new JsonObject(ask(2, "a").toString()).getLong("version")).isEqualTo(2);
    assertThat(renderings).isEqualTo(3);
  }

  @Test
  void manyQuestions_areAnswered_andNotAllKept() {
    for (int i = 0; i < 100; i++) {
      assertThat(new JsonObject(ask(1, "q" + i).toString()).getString("question"))
          .isEqualTo("q" + i);
    }
    int rendered = renderings;
    Buffer unused = ask(1, "q99");
    assertThat(renderings).isEqualTo(rendered + 1);
  }
}
