package org.tcmureclaim.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.address.ApiAddress;

/** An address that another program has, at first. */
class TakenAddressTest {
  @Test
  void takenAddress_isRefusedInWords_andTakenOnceItIsFree() throws Exception {
    try (ApiFixture fixture = new ApiFixture()) {
      CountDownLatch listening = new CountDownLatch(1);
      AtomicInteger refused = new AtomicInteger();
      CountDownLatch refusedTwice = new CountDownLatch(2);
      try (ServerSocket other = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
        var address = new ApiAddress.Tcp("127.0.0.1", other.getLocalPort());
        assertThatThrownBy(() -> fixture.api.listen(address, Optional::empty))
            .isInstanceOf(IOException.class)
            .hasMessage("another program listens there");
        fixture.api.retry(
            1,
            () -> {
              try {
                var unused = fixture.api.listen(address, Optional::empty);
                listening.countDown();
                return true;
              } catch (IOException e) {
                refused.incrementAndGet();
                refusedTwice.countDown();
                return false;
              }
            });
        assertThat(refusedTwice.await(60, TimeUnit.SECONDS)).isTrue();
      }
      assertThat(listening.await(60, TimeUnit.SECONDS)).isTrue();
      assertThat(refused.get()).isGreaterThanOrEqualTo(2);
    }
  }

  @Test
  void addressOfAnotherMachine_isRefusedInWords() throws Exception {
    try (ApiFixture fixture = new ApiFixture()) {
      var address = new ApiAddress.Tcp("192.0.2.1", 8723);
      assertThatThrownBy(() -> fixture.api.listen(address, Optional::empty))
          .hasMessage("this machine has no such address");
    }
  }
}
