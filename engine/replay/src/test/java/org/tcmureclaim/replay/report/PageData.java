package org.tcmureclaim.replay.report;

import java.util.List;
import java.util.Map;
import org.snakeyaml.engine.v2.api.Load;
import org.snakeyaml.engine.v2.api.LoadSettings;

/** Reads the data back out of a page. JSON is YAML too, and a reader of that is there. */
final class PageData {
  private static final String BEFORE = "<script type=\"application/json\" id=\"data\">";

  private final Map<?, ?> object;

  private PageData(Map<?, ?> object) {
    this.object = object;
  }

  static PageData of(String page) {
    int from = page.indexOf(BEFORE) + BEFORE.length();
    String json = page.substring(from, page.indexOf("</script>", from));
    return new PageData((Map<?, ?>) new Load(LoadSettings.builder().build()).loadFromString(json));
  }

  String text(String key) {
    return String.valueOf(object.get(key));
  }

  long whole(String key) {
    return ((Number) value(key)).longValue();
  }

  List<Long> wholes(String key) {
    return ((List<?>) value(key)).stream().map(value -> ((Number) value).longValue()).toList();
  }

  long sum(String key) {
    return wholes(key).stream().mapToLong(Long::longValue).sum();
  }

  List<List<Long>> rows(String key) {
    return ((List<?>) value(key))
        .stream()
            .map(row -> ((List<?>) row).stream().map(v -> ((Number) v).longValue()).toList())
            .toList();
  }

  PageData object(String key) {
    return new PageData((Map<?, ?>) value(key));
  }

  List<PageData> objects(String key) {
    return ((List<?>) value(key)).stream().map(value -> new PageData((Map<?, ?>) value)).toList();
  }

  private Object value(String key) {
    Object value = object.get(key);
    if (value == null) {
      throw new AssertionError("no " + key + " among " + object.keySet());
    }
    return value;
  }
}
