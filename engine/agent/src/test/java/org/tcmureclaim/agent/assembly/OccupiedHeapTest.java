package org.tcmureclaim.agent.assembly;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.cli.TestJvm;

/** In a process of its own, with the collector that agents have. */
class OccupiedHeapTest {
  @Test
  void whatLivesAfterAFullCollection_isTheShare_andGarbageIsNot() throws Exception {
    Process process =
        new ProcessBuilder(
                TestJvm.command(
                    List.of("-XX:+UseSerialGC", "-Xms24m", "-Xmx24m", "-Xmn6m"), Filled.class))
            .redirectErrorStream(true)
            .start();
    String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    double[] shares =
        told.lines()
            .filter(line -> line.matches("[0-9.]+"))
            .mapToDouble(Double::parseDouble)
            .toArray();
    assertThat(shares).as(told).hasSize(3);
    assertThat(shares[0]).isZero();
    assertThat(shares[1]).isBetween(0.5, 0.9); // 10 of 18 MiB, and the JVM's own.
    assertThat(shares[2]).isLessThan(0.3);
  }

  /** Holds 10 MiB, then nothing. */
  static final class Filled {
    private Filled() {}

    public static void main(String[] args) {
      OccupiedHeap heap = new OccupiedHeap();
      System.out.println(heap.share());
      byte[][] held = new byte[10][];
      for (int i = 0; i < held.length; i++) {
        held[i] = new byte[1 << 20];
      }
      System.gc();
      System.out.println(heap.share());
      Arrays.fill(held, null);
      System.gc();
      System.out.println(heap.share());
    }
  }
}
