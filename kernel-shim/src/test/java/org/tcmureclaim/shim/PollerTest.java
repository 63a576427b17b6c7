package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.management.ManagementFactory;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

final class PollerTest {

  @Test
  void await_wokenTwice_isReadyOnceUntilDrained() throws Exception {
    try (WakeFd wake = WakeFd.open()) {
      Poller poller = new Poller(List.of(wake));
      wake.wake();
      wake.wake();
      assertThat(poller.await(60_000)).isEqualTo(1);
      assertThat(poller.isReady(0)).isTrue();
      wake.drain();
      assertThat(poller.await(0)).isZero();
      assertThat(poller.isReady(0)).isFalse();
    }
  }

  @Test
  void await_wokenByAnotherThread_returns() throws Exception {
    try (WakeFd wake = WakeFd.open()) {
      Poller poller = new Poller(List.of(wake));
      Thread waker = new Thread(wake::wake);
      waker.start();
      assertThat(poller.await(60_000)).isEqualTo(1);
      waker.join();
    }
  }

  @Test
  void ignore_failedSource_isNotReportedAgain() throws Exception {
    WakeFd failed = WakeFd.open();
    try (WakeFd other = WakeFd.open()) {
      Poller poller = new Poller(List.of(failed, other));
      failed.close(); // poll(2) answers POLLNVAL from now on, at once
      assertThat(poller.await(0)).isEqualTo(1);
      assertThat(poller.hasFailed(0)).isTrue();
      assertThat(poller.isReady(0)).isFalse();

      poller.ignore(0);
      assertThat(poller.await(0)).isZero();
      assertThat(poller.hasFailed(0)).isFalse();
      other.wake();
      assertThat(poller.await(0)).isEqualTo(1);
    }
  }

  @Test
  void pollAndRead_steadyState_allocatesNothing() throws Exception {
    var threads = (com.sun.management.ThreadMXBean) ManagementFactory.getThreadMXBean();
    long self = Thread.currentThread().getId();
    byte[] text = new byte[8192];
    ReopenedFile reopened = new ReopenedFile(KernelPath.of(Path.of("/proc/version")), 4096);
    try (WakeFd wake = WakeFd.open();
        UeventSocket uevents = UeventSocket.open();
        OpenFile file = OpenFile.open(Path.of("/proc/meminfo"), text.length)) {
      Poller poller = new Poller(List.of(wake, uevents));
      long bytes = 0;
      long before = 0;
      for (int i = 0; i < 11_000; i++) {
        if (i == 1_000) {
          before = threads.getThreadAllocatedBytes(self);
        }
        wake.wake();
        poller.await(0);
        wake.drain();
        bytes += file.read(text, 0, 0) + reopened.read(text);
        uevents.drain();
      }
      long allocatedBytes = threads.getThreadAllocatedBytes(self) - before;
      assertThat(bytes).isGreaterThan(11_000);
      // Less than a byte per round: a constant handful that the JVM itself takes now and then.
      assertThat(allocatedBytes).isLessThan(10_000);
    }
  }
}
