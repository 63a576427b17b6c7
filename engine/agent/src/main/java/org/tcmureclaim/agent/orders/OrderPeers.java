package org.tcmureclaim.agent.orders;

import java.nio.file.attribute.PosixFilePermission;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.stream.Collectors;
import org.tcmureclaim.shim.PeerCredentials;

/**
 * Who may give orders over the socket: some users, and the group of a server that passes orders on.
 * A peer is who the kernel says it is, by its effective user and group when it connected. Only what
 * one of these users sends can come from the command line: what others send was passed on by a
 * server, whatever they say. A further group of a peer does not count, as the kernel does not tell
 * it.
 *
 * @param users by their numbers
 * @param group the server's; empty for none
 */
public record OrderPeers(Set<Long> users, OptionalLong group) {
  private static final long ROOT = 0;

  public OrderPeers {
    users = Set.copyOf(users);
  }

  /** Root and the user of this process, and where it is root in a group of its own, that group. */
  public static OrderPeers ofThisProcess() {
    return of(PeerCredentials.ofThisProcess());
  }

  static OrderPeers of(PeerCredentials self) {
    boolean hasGroup = self.userId() == ROOT && self.groupId() != ROOT;
    return new OrderPeers(
        self.userId() == ROOT ? Set.of(ROOT) : Set.of(ROOT, self.userId()),
        hasGroup ? OptionalLong.of(self.groupId()) : OptionalLong.empty());
  }

  /** The mode of the socket, by which the kernel keeps all others away already. */
  Set<PosixFilePermission> mode() {
    return PosixFilePermissions.fromString(group.isPresent() ? "rw-rw----" : "rw-------");
  }

  /** Why it may not give orders; empty where it may. */
  Optional<OrderAnswer.Refused> refusal(PeerCredentials peer) {
    return isTrusted(peer) || isServer(peer)
        ? Optional.empty()
        : Optional.of(
            new OrderAnswer.Refused(
                OrderAnswer.Reason.NOT_ALLOWED,
                "user %d may not give orders to this agent; %s may"
                    .formatted(
                        peer.userId(),
                        users.stream()
                            .sorted()
                            .map(user -> user == ROOT ? "root" : "user " + user)
                            .collect(Collectors.joining(" and ")))));
  }

  /** Whether it is the server's, which is not trusted. */
  boolean isServer(PeerCredentials peer) {
    return !isTrusted(peer) && group.isPresent() && group.getAsLong() == peer.groupId();
  }

  private boolean isTrusted(PeerCredentials peer) {
    return users.contains(peer.userId());
  }

  /** An order as it counts when this peer sends it. */
  Order judged(Order order, PeerCredentials peer) {
    return !isTrusted(peer) && !order.origin().server()
        ? new Order(Origin.server(""), order.task())
        : order;
  }
}
