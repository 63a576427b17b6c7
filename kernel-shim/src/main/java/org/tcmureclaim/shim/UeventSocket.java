package org.tcmureclaim.shim;

/**
 * Hears of UIO nodes that come and go, from the kernel's uevents (netlink(7),
 * NETLINK_KOBJECT_UEVENT, multicast group 1).
 *
 * <p>Why not tcmu's own multicast group {@code config} of the generic netlink family {@code
 * TCM-USER}: a listener there changes what the kernel does. {@code tcmu_netlink_event_send()} takes
 * a delivered message as the promise of an answer and waits for it without end, where without any
 * listener it gets ESRCH and goes on. With an agent listening, removing a LUN after its handler
 * died would hang.
 */
public final class UeventSocket implements Pollable {
  private static final int KERNEL_GROUP = 1;
  // struct sockaddr_nl of netlink(7): u16 family; u16 pad; u32 pid; u32 groups.
  private static final int ADDRESS_BYTES = 12;
  private static final int GROUPS = 8;
  private static final int MESSAGE_BYTES = 8192;
  private static final int BATCH = 256;

  private final Descriptor descriptor;
  private final NativeBuffer buffer = new NativeBuffer(MESSAGE_BYTES);
  private final byte[] message = new byte[MESSAGE_BYTES];

  private UeventSocket(Descriptor descriptor) {
    this.descriptor = descriptor;
  }

  public static UeventSocket open() throws SystemCallException {
    int type = LibC.SOCK_DGRAM | LibC.SOCK_CLOEXEC | LibC.SOCK_NONBLOCK;
    int fd = LibC.socket(LibC.AF_NETLINK, type, LibC.NETLINK_KOBJECT_UEVENT);
    Descriptor descriptor = Descriptor.of(fd, "socket", "for kernel uevents");
    try (NativeBuffer address = new NativeBuffer(ADDRESS_BYTES)) {
      address.putShort(0, (short) LibC.AF_NETLINK);
      address.putInt(GROUPS, KERNEL_GROUP);
      if (LibC.bind(fd, address.address(), ADDRESS_BYTES) < 0) {
        int errno = LibC.errno();
        descriptor.close();
        throw new SystemCallException("bind", "to kernel uevents", errno);
      }
    }
    return new UeventSocket(descriptor);
  }

  /**
   * Takes what has arrived, within reason: after {@value #BATCH} messages the rest waits for the
   * next call.
   *
   * @return whether a UIO node may have come or gone; also where the kernel had to drop messages
   */
  public boolean drain() throws SystemCallException {
    boolean concerned = false;
    for (int i = 0; i < BATCH; i++) {
      long length = LibC.recv(descriptor.fd(), buffer.address(), MESSAGE_BYTES, 0);
      if (length >= 0) {
        buffer.copyTo(message, 0, (int) length);
        concerned |= Uevent.isAboutUio(message, (int) length);
      } else if (LibC.errno() == Errno.ENOBUFS) {
        concerned = true;
      } else if (LibC.errno() == Errno.EAGAIN) {
        return concerned;
      } else if (LibC.errno() != Errno.EINTR) {
        throw new SystemCallException("receive", "kernel uevents", LibC.errno());
      }
    }
    return concerned;
  }

  Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public String name() {
    return "kernel uevents";
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
