package org.tcmureclaim.agent.config;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class HeapLimitTest {
  private static final String MEMORY = "MemTotal:        4194304 kB\nMemFree:  1 kB\n";

  @Test
  void half_ofTheHostsMemory_isTheMost() {
    assertThat(HeapLimit.of(MEMORY, "")).isEqualTo(new HeapLimit(2048));
    assertThat(HeapLimit.of(MEMORY, "max\n")).isEqualTo(new HeapLimit(2048));
    assertThat(HeapLimit.of(4L << 30)).isEqualTo(new HeapLimit(2048));
  }

  @Test
  void cgroup_mayHaveLess_andAJvmNeedsSomeBesides() {
    assertThat(HeapLimit.of(MEMORY, "268435456\n")).isEqualTo(new HeapLimit(160));
    assertThat(HeapLimit.of(MEMORY, "1048576\n")).isEqualTo(new HeapLimit(0));
    assertThat(HeapLimit.of(MEMORY, "99999999999999\n")).isEqualTo(new HeapLimit(2048));
  }

  @Test
  void kernelThatDoesNotSay_isNoLimit() {
    assertThat(HeapLimit.of("", "")).isEqualTo(HeapLimit.NONE);
    assertThat(HeapLimit.of("MemTotal: many kB", "much")).isEqualTo(HeapLimit.NONE);
  }

  @Test
  void thisMachine_hasMemory() {
    assertThat(HeapLimit.ofMachine().mebibytes()).isBetween(64L, 1L << 24);
  }
}
