package org.tcmureclaim.agent.orders;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.OptionalLong;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.agent.address.SocketFile;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.shim.PeerCredentials;
import org.tcmureclaim.shim.PollSet;

final class OrderAdmissionTest {
  private static final Notices UNHEARD =
      new Notices() {
        @Override
        public void info(String message) {}

        @Override
        public void warn(String message) {}
      };

  private static String sentence(OrderAdmission admission, long user) {
    OrderAdmission.Refusal refusal = admission.ofStranger(new PeerCredentials(1, user, 100));
    return refusal == null ? "" : refusal.answer.sentence();
  }

  /** The refusal of one user is kept for its next connection, and for nobody else's. */
  @Test
  void refusalThatIsKept_isOfThatUserAlone() {
    OrderPeers peers = new OrderPeers(Set.of(0L), OptionalLong.empty());
    OrderAdmission admission =
        new OrderAdmission(
            new OrderListener(new SocketFile(Path.of("unused")), peers, () -> 0, UNHEARD),
            peers,
            new OrderPlaces(new PollSet(OrderPlaces.PLACES), 0),
            1,
            () -> 0,
            UNHEARD);
    for (int i = 0; i < 2; i++) {
      assertThat(sentence(admission, 0)).isEmpty();
      assertThat(sentence(admission, 1000)).startsWith("user 1000 may not give orders");
      assertThat(sentence(admission, 1000)).startsWith("user 1000 may not give orders");
      assertThat(sentence(admission, 1001)).startsWith("user 1001 may not give orders");
    }
  }
}
