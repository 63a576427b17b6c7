package org.tcmureclaim.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.URISyntaxException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.openjdk.jcstress.infra.Status;

/**
 * One thread leaves ticks as fast as it can, and another reads them.
 *
 * <p>jcstress lets the two meet thousands of times. It starts JVMs, runs both threads in each, and
 * counts the outcomes. The compiler chooses at random among the orders that it may; a failure names
 * its seed. A trial is {@link NumberedTick#TICKS_OF_A_NAME} ticks. It needs two processors.
 *
 * <p><b>What is checked.</b> All figures, texts and rungs of a {@link NumberedTick} follow from its
 * number, and all are compared. Of the ring ({@link TickRingStress}): each tick is read once and in
 * order, or was gone and is counted as lost; what is read is whole. Of the mapped file ({@link
 * ImageFileStress}): what is read is whole, with its texts, and newer than what was read before;
 * after the last tick that one is read; nothing is refused. Ticks have 32, 48 or 64 devices in
 * turn.
 *
 * <p><b>What is not.</b> It sees only what this machine does. An x86 processor keeps writes in
 * order, and reads too, so there a missing fence shows where the compiler makes use of it, which is
 * seldom; and another processor may show more. The reader of the file makes a system call for each
 * column, in which a writer does much: a fault that is over sooner shows only where the writer is
 * stopped in it. Images grow with their first ticks alone, and no file takes the place of another.
 * {@link ImageFileTest}, {@link TickRingTest} and {@link ImagePublisherTest} have that, step by
 * step. There is one reader, which does not wait ({@link TickReader#await}).
 */
class TickConcurrencyTest {
  /** Of each test; on a machine that has nothing else to do they are a hundred times as many. */
  private static final int LEAST_TRIALS = 100;

  @Test
  void ticksThatAreReadWhileOthersAreLeft_areWhole_andInOrder_orCounted() throws Exception {
    int seed = (int) (System.nanoTime() & Integer.MAX_VALUE);
    StressRun run = StressRun.of(folder(), seed);
    assertThat(run.results())
        .allSatisfy(
            result -> {
              assertThat(result.status()).as(StressRun.text(result)).isEqualTo(Status.NORMAL);
              assertThat(result.grading().isPassed).as(StressRun.text(result)).isTrue();
            });
    for (Class<?> test : new Class<?>[] {TickRingStress.class, ImageFileStress.class}) {
      assertThat(run.of(test).count()).as("JVMs").isGreaterThanOrEqualTo(StressRun.FORKS);
      assertThat(run.count(test)).as("trials").isGreaterThanOrEqualTo(LEAST_TRIALS);
    }
    assertThat(run.count(TickRingStress.class, "lost some")).as("reader was late").isPositive();
    assertThat(run.count(ImageFileStress.class, "again")).as("both have met").isPositive();
    assertThat(run.exit()).as("see " + run.log()).isZero();
  }

  /** Beside the classes. */
  private static Path folder() throws URISyntaxException {
    return Path.of(
            TickConcurrencyTest.class.getProtectionDomain().getCodeSource().getLocation().toURI())
        .resolveSibling("jcstress");
  }
}
