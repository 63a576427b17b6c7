package org.tcmureclaim.replay.command;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.configuration.ConfigurationException;

final class ServiceTimeTest {

  @Test
  void fixed_isTheSameForAll() {
    assertThat(ServiceTime.of("fixed:5ms").nanos(1)).isEqualTo(5_000_000);
  }

  @Test
  void perSize_growsWithTheSize() {
    ServiceTime model = ServiceTime.of("per-size:200us+10ms/MiB");
    assertThat(model.nanos(0)).isEqualTo(200_000);
    assertThat(model.nanos(1 << 19)).isEqualTo(5_200_000);
  }

  @Test
  void logNormal_hasItsMedian_andASeedOfItsOwn() {
    ServiceTime model = ServiceTime.of("lognormal:5ms,1.0,7");
    ServiceTime same = ServiceTime.of("lognormal:5ms,1.0,7");
    int below = 0;
    long sum = 0;
    for (int i = 0; i < 20_000; i++) {
      long nanos = model.nanos(4096);
      assertThat(same.nanos(1)).isEqualTo(nanos);
      below += nanos < 5_000_000 ? 1 : 0;
      sum += nanos;
    }
    assertThat(below).isBetween(9_800, 10_200);
    assertThat(sum / 20_000).isBetween(7_900_000L, 8_600_000L);
    assertThat(ServiceTime.of("lognormal:5ms,1.0,8").nanos(1))
        .isNotEqualTo(ServiceTime.of("lognormal:5ms,1.0,7").nanos(1));
  }

  @ParameterizedTest(name = "{0}")
  @ValueSource(
      strings = {"", "5ms", "fixed:5", "fixed:", "per-size:1ms", "lognormal:5ms", "zipf:1"})
  void anythingElse_isRefused(String text) {
    assertThatThrownBy(() -> ServiceTime.of(text)).isInstanceOf(ConfigurationException.class);
  }
}
