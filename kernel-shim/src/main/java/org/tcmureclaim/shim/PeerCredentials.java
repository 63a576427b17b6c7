package org.tcmureclaim.shim;

/**
 * Who connected to a Unix socket, as numbers: no name is looked up, which would read files and ask
 * servers. They are those of the moment at which it connected (SO_PEERCRED of unix(7)).
 *
 * @param processId 0 where the process is in no PID namespace that is seen from here
 * @param userId its effective user, without a sign
 * @param groupId its effective group, without a sign; not one of its further groups
 */
public record PeerCredentials(int processId, long userId, long groupId) {
  // struct ucred of unix(7): pid_t pid; uid_t uid; gid_t gid.
  private static final int BYTES = 12;
  private static final int USER = 4;
  private static final int GROUP = 8;
  private static final int LENGTH = 12;

  /** Those of a connection's other end, by way of a buffer of 16 bytes or more. */
  static PeerCredentials of(Descriptor descriptor, NativeBuffer buffer, String name)
      throws SystemCallException {
    buffer.putInt(LENGTH, BYTES);
    int result =
        LibC.getsockopt(
            descriptor.fd(),
            LibC.SOL_SOCKET,
            LibC.SO_PEERCRED,
            buffer.address(),
            buffer.address() + LENGTH);
    if (result < 0) {
      throw new SystemCallException("credentials of", name, LibC.errno());
    }
    return new PeerCredentials(
        buffer.intAt(0), buffer.unsignedIntAt(USER), buffer.unsignedIntAt(GROUP));
  }

  /** The user and the group that this process acts as. */
  public static PeerCredentials ofThisProcess() {
    return new PeerCredentials(
        (int) ProcessHandle.current().pid(),
        Integer.toUnsignedLong(LibC.geteuid()),
        Integer.toUnsignedLong(LibC.getegid()));
  }
}
