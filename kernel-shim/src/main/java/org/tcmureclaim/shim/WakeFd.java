package org.tcmureclaim.shim;

/** An eventfd(2): lets any thread make a {@link Poller} return. */
public final class WakeFd implements Pollable {
  private final Descriptor descriptor;
  private final NativeBuffer one = new NativeBuffer(Long.BYTES);
  private final NativeBuffer drained = new NativeBuffer(Long.BYTES);

  private WakeFd(Descriptor descriptor) {
    this.descriptor = descriptor;
    one.putLong(0, 1);
  }

  public static WakeFd open() throws SystemCallException {
    int fd = LibC.eventfd(0, LibC.EFD_CLOEXEC | LibC.EFD_NONBLOCK);
    return new WakeFd(Descriptor.of(fd, "eventfd", "for waking the decision thread"));
  }

  /** Makes it ready. Safe from any thread, also after {@link #close}. */
  public void wake() {
    // Fails only where the counter is full, and then it is ready already.
    LibC.write(descriptor.fd(), one.address(), Long.BYTES);
  }

  /** Makes it no longer ready. Called by the thread that polls. */
  public void drain() {
    LibC.read(descriptor.fd(), drained.address(), Long.BYTES);
  }

  Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public String name() {
    return "eventfd";
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
