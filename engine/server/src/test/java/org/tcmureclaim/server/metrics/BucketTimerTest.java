package org.tcmureclaim.server.metrics;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import io.micrometer.core.instrument.Tags;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.image.DurationKind;
import org.tcmureclaim.image.Durations;

class BucketTimerTest {
  private static final DurationKind KIND = DurationKind.REACTION_WHOLE;

  private final PrometheusMeterRegistry registry =
      new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
  private final BucketTimer timer = new BucketTimer(registry, KIND, "t", "d", Tags.empty());
  private Durations durations = new Durations();

  /** Cumulative, as a histogram of Prometheus is, with all of them last. */
  private List<Long> buckets() {
    return registry
        .scrape()
        .lines()
        .filter(line -> line.startsWith("t_seconds_bucket"))
        .map(line -> Long.parseLong(line.replaceFirst(".* ", "")))
        .toList();
  }

  private List<Long> cumulative() {
    List<Long> all = new ArrayList<>();
    long sum = 0;
    for (int bucket = 0; bucket < KIND.buckets(); bucket++) {
      sum += durations.count(KIND, bucket);
      all.add(sum);
    }
    return all;
  }

  private double sumNanos() {
    return registry.get("t").timer().totalTime(TimeUnit.NANOSECONDS);
  }

  @Test
  void oneDuration_isRecordedAsItWas() {
    durations.add(KIND, 4_321_987);
    timer.update(durations);
    assertThat(buckets()).isEqualTo(cumulative());
    assertThat(sumNanos()).isEqualTo(4_321_987);
  }

  @Test
  void update_recordsWhatIsNew() {
    durations.add(KIND, 1);
    durations.add(KIND, 3_000_000);
    timer.update(durations);
    timer.update(durations);
    assertThat(sumNanos()).isEqualTo(3_000_001);
    durations.add(KIND, 60_000_000_000L);
    timer.update(durations);
    assertThat(buckets()).isEqualTo(cumulative());
    assertThat(sumNanos()).isEqualTo(60_003_000_001.0);
  }

  @Test
  void agentThatWasStartedAgain_countsFromNothing() {
    durations.add(KIND, 600_000);
    durations.add(KIND, 700_000);
    timer.update(durations);
    durations = new Durations();
    durations.add(KIND, 5_000_000_000L);
    timer.update(durations);
    assertThat(buckets()).startsWith(2L).endsWith(3L, 3L);
    assertThat(sumNanos()).isEqualTo(5_001_300_000.0);
  }

  @Test
  void manyDurations_keepTheirBucketsAndTheirSum() {
    for (long round = 0; round < 50; round++) {
      for (long i = 0; i < round; i++) {
        durations.add(KIND, 37_000 * i * i * i % 7_000_000_000L);
      }
      timer.update(durations);
    }
    assertThat(buckets()).isEqualTo(cumulative());
    assertThat(sumNanos()).isCloseTo((double) durations.sumNanos(KIND), within(50.0 * 50 * 50));
  }
}
