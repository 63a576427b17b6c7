package org.tcmureclaim.replay.trace;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.replay.optimum.Clairvoyant;
import org.tcmureclaim.replay.optimum.FutureUse;
import org.tcmureclaim.replay.optimum.Optimum;
import org.tcmureclaim.replay.text.BadLines;
import org.tcmureclaim.replay.ticks.TickTable;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

final class PageRequestsTest {

  @Test
  void eachPageBelowThePeak_isRequested_theHighestFirst() throws IOException {
    assertThat(written(table())).isEqualTo("1\n0\n4\n3\n2\n0\n2\n");
    assertThat(PageRequests.count(table())).isEqualTo(7);
  }

  @Test
  void requests_areATraceOfTheirOwn_inWhichAllocationsAreMisses() throws IOException {
    byte[] requests = written(table()).getBytes(StandardCharsets.UTF_8);
    BadLines bad = new BadLines("k", 0, unused -> {});
    TickTable pages =
        PageRequestLines.read("k", new ByteArrayInputStream(requests), bad).get(0).ticks();
    assertThat(pages.ticks()).isEqualTo(7);
    assertThat(pages.devices()).isEqualTo(5);
    // Two entries: 1 0 4 3 2 miss, 0 is kept, and either 0 or 2 hits at the end but not both.
    Optimum optimum = Clairvoyant.of(new FutureUse(pages), 2);
    assertThat(optimum.firstAllocatedPages()).isEqualTo(5);
    assertThat(optimum.reallocatedPages()).isZero();
    assertThat(Clairvoyant.of(new FutureUse(pages), 1).reallocatedPages()).isEqualTo(1);
  }

  private static String written(TickTable ticks) throws IOException {
    var out = new ByteArrayOutputStream();
    PageRequests.write(ticks, out);
    return out.toString(StandardCharsets.UTF_8);
  }

  /** Device a needs 2 pages and then 1, device b 3 and then 1. */
  private static TickTable table() {
    var builder = new TickTableBuilder(1_000_000_000L);
    int b = builder.number("b");
    int a = builder.number("a");
    builder.add(0, a, 2, 0);
    builder.add(0, b, 3, 0);
    builder.add(1, a, 1, 0);
    builder.add(2, b, 1, 0);
    return builder.build();
  }
}
