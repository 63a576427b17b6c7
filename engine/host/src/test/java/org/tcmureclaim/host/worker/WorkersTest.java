package org.tcmureclaim.host.worker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.host.Notices;

class WorkersTest {
  private static final long PATIENCE_MILLIS = 60_000;

  private final List<String> told = new CopyOnWriteArrayList<>();
  private volatile Runnable afterWarning = () -> {};
  private final AtomicLong nowNanos = new AtomicLong(Long.MAX_VALUE - 5);
  private final Workers workers =
      new Workers(
          new Notices() {
            @Override
            public void info(String message) {}

            @Override
            public void warn(String message) {
              told.add(message);
              afterWarning.run();
            }
          },
          nowNanos::get);

  @Test
  void job_thatThrowsAnything_isToldCountedAndStartedAgain() throws InterruptedException {
    AtomicInteger starts = new AtomicInteger();
    Worker worker =
        workers.start(
            "journal",
            "writes decisions down",
            self -> {
              if (starts.incrementAndGet() == 1) {
                throw new StackOverflowError("deep");
              }
            });
    assertThat(worker.join(PATIENCE_MILLIS)).isTrue();
    assertThat(starts).hasValue(2);
    assertThat(told)
        .containsExactly(
            "journal (writes decisions down) failed and is started again in 1 s; failure 1:"
                + " java.lang.StackOverflowError: deep");
    assertThat(workers.restarts()).isEqualTo(1);
    assertThat(worker.state().problem()).contains("deep");
    assertThat(worker.state().running()).isFalse();
  }

  @Test
  void wait_growsToAMinute() {
    long[] seconds = new long[9];
    long waitNanos = Worker.FIRST_WAIT_NANOS;
    for (int i = 0; i < seconds.length; i++) {
      seconds[i] = TimeUnit.NANOSECONDS.toSeconds(waitNanos);
      waitNanos = Worker.longer(waitNanos);
    }
    assertThat(seconds).containsExactly(1, 2, 4, 8, 16, 32, 60, 60, 60);
  }

  @Test
  void job_thatFailsAgainAtOnce_waitsLonger_andAfterALongSoundRunNot() throws InterruptedException {
    assertThat(waitsTold(0)).containsExactly("1 s", "2 s");
    assertThat(waitsTold(Worker.SOUND_AFTER_NANOS)).containsExactly("1 s", "1 s");
  }

  private List<String> waitsTold(long soundNanos) throws InterruptedException {
    told.clear();
    AtomicReference<Worker> failing = new AtomicReference<>();
    afterWarning =
        () -> {
          if (told.size() == 2) {
            Objects.requireNonNull(failing.get()).end();
          }
        };
    Worker worker =
        workers.start(
            "recorder",
            "records",
            self -> {
              failing.set(self);
              nowNanos.addAndGet(soundNanos);
              throw new IllegalStateException("no folder");
            });
    assertThat(worker.join(PATIENCE_MILLIS)).isTrue();
    return told.stream().map(line -> line.replaceFirst(".*again in (\\d+ s).*", "$1")).toList();
  }

  @Test
  void job_thatFailsAtAPieceOfWork_isNeitherRunningNorAtIt_untilItIsStartedAgain()
      throws InterruptedException {
    List<WorkerState> states = new CopyOnWriteArrayList<>();
    afterWarning = () -> states.add(workers.states().get(0));
    AtomicInteger starts = new AtomicInteger();
    Worker worker =
        workers.start(
            "journal",
            "writes",
            self -> {
              nowNanos.addAndGet(20);
              if (starts.incrementAndGet() > 1) {
                states.add(workers.states().get(0));
                return;
              }
              self.busy();
              nowNanos.addAndGet(20);
              throw new IllegalStateException("no folder");
            });
    assertThat(worker.join(PATIENCE_MILLIS)).isTrue();
    assertThat(states).extracting(WorkerState::running).containsExactly(false, true);
    assertThat(states).extracting(WorkerState::busyNanos).containsExactly(0L, 0L);
  }

  /** What it throws as it was asked to end is no failure. */
  @Test
  void job_thatIsToEnd_mayThrow() throws InterruptedException {
    CountDownLatch asked = new CountDownLatch(1);
    Worker worker =
        workers.start(
            "recorder",
            "records",
            self -> {
              asked.await();
              throw new IllegalStateException("closed");
            });
    worker.end();
    asked.countDown();
    assertThat(worker.join(PATIENCE_MILLIS)).isTrue();
    assertThat(told).isEmpty();
    assertThat(workers.restarts()).isZero();
  }

  /** No worker keeps the process from ending, and one that waits for something can be ended. */
  @Test
  void worker_isADaemon_andIsInterrupted() throws InterruptedException {
    CountDownLatch never = new CountDownLatch(1);
    AtomicReference<Thread> thread = new AtomicReference<>();
    CountDownLatch started = new CountDownLatch(1);
    Worker worker =
        workers.start(
            "journal",
            "writes",
            self -> {
              thread.set(Thread.currentThread());
              started.countDown();
              never.await();
            });
    started.await();
    assertThat(Objects.requireNonNull(thread.get()).isDaemon()).isTrue();
    worker.interrupt();
    assertThat(worker.join(PATIENCE_MILLIS)).isTrue();
    assertThat(told).isEmpty();
  }

  /** What is missing may be the memory for the words. */
  @Test
  void job_whoseFailureCannotBeTold_isStartedAgain() throws InterruptedException {
    afterWarning =
        () -> {
          throw new OutOfMemoryError("Java heap space");
        };
    AtomicInteger starts = new AtomicInteger();
    Worker worker =
        workers.start(
            "journal",
            "writes",
            self -> {
              if (starts.incrementAndGet() == 1) {
                throw new IllegalStateException("no folder");
              }
            });
    assertThat(worker.join(PATIENCE_MILLIS)).isTrue();
    assertThat(starts).hasValue(2);
    assertThat(worker.state().problem()).isEqualTo("out of memory");
  }

  @Test
  void worker_thatWaitsToBeStartedAgain_endsAtOnce() throws InterruptedException {
    CountDownLatch failed = new CountDownLatch(1);
    Worker worker =
        workers.start(
            "recorder",
            "records",
            self -> {
              failed.countDown();
              throw new IllegalStateException("no folder");
            });
    assertThat(failed.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    worker.end();
    assertThat(worker.join(PATIENCE_MILLIS)).isTrue();
  }

  @Test
  void heartbeat_saysHowLongOnePieceOfWorkTakes_acrossTheClocksWrap() throws InterruptedException {
    CountDownLatch busy = new CountDownLatch(1);
    CountDownLatch looked = new CountDownLatch(1);
    Worker worker =
        workers.start(
            "reload",
            "reads the configuration",
            self -> {
              self.busy();
              busy.countDown();
              looked.await();
              self.idle();
            });
    assertThat(busy.await(PATIENCE_MILLIS, TimeUnit.MILLISECONDS)).isTrue();
    nowNanos.addAndGet(20);
    assertThat(workers.states().get(0).busyNanos()).isEqualTo(20);
    looked.countDown();
    assertThat(worker.join(PATIENCE_MILLIS)).isTrue();
    assertThat(workers.states().get(0).busyNanos()).isZero();
  }
}
