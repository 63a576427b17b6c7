package org.tcmureclaim.simulation.dataarea;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.Comparator;
import java.util.Deque;
import java.util.PriorityQueue;
import java.util.SplittableRandom;
import java.util.stream.LongStream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class CommandsTest {
  private final Commands commands = new Commands();
  private final BlockList blocks = new BlockList();

  static LongStream seeds() {
    return LongStream.range(0, 30);
  }

  /** Against the queues of the JDK. */
  @ParameterizedTest(name = "seed {0}")
  @MethodSource("seeds")
  void commands_completeByTimeThenArrival_andWaitInOrder(long seed) {
    SplittableRandom random = new SplittableRandom(seed);
    PriorityQueue<Known> inFlight =
        new PriorityQueue<>(
            Comparator.comparingLong(Known::completesAtNanos).thenComparingInt(Known::bytes));
    Deque<Known> waiting = new ArrayDeque<>();
    for (int step = 0; step < 3000; step++) {
      int kind = random.nextInt(4 + step / 1000);
      if (kind < 2) {
        int bytes = step + 1; // Tells commands apart, and rises with arrival.
        int command = commands.arrive(bytes, random.nextInt(5));
        if (kind == 0) {
          start(command, step, inFlight, bytes);
        } else {
          commands.await(command);
          waiting.addLast(new Known(bytes, 0, 0));
        }
      } else if (kind == 2 && !waiting.isEmpty()) {
        int command = commands.firstWaiting();
        int bytes = waiting.removeFirst().bytes();
        assertThat(commands.lengthBytes(command)).isEqualTo(bytes);
        commands.removeFirstWaiting();
        start(command, step, inFlight, bytes);
      } else if (!inFlight.isEmpty()) {
        complete(inFlight.remove());
      }
      assertThat(commands.inFlight()).isEqualTo(inFlight.size());
      assertThat(commands.waiting()).isEqualTo(waiting.size());
    }
    commands.clear();
    assertThat(commands.nextToComplete()).isEqualTo(Commands.NONE);
    assertThat(commands.firstWaiting()).isEqualTo(Commands.NONE);
  }

  private void start(int command, int nowNanos, PriorityQueue<Known> inFlight, int bytes) {
    blocks.first = nowNanos;
    blocks.last = 2 * nowNanos;
    commands.start(command, blocks, nowNanos);
    inFlight.add(new Known(bytes, commands.completesAtNanos(command), nowNanos));
  }

  private void complete(Known known) {
    int command = commands.nextToComplete();
    assertThat(commands.lengthBytes(command)).isEqualTo(known.bytes());
    assertThat(commands.completesAtNanos(command)).isEqualTo(known.completesAtNanos());
    commands.copyBlocks(command, blocks);
    assertThat(blocks.first).isEqualTo(known.firstBlock());
    assertThat(blocks.last).isEqualTo(2 * known.firstBlock());
    commands.removeNextToComplete();
  }

  private record Known(int bytes, long completesAtNanos, int firstBlock) {}
}
