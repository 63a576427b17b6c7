package org.tcmureclaim.shim;

import java.nio.file.Path;

/**
 * {@code /dev/tcmu-reclaim}, open (linux/tcmu_reclaim.h). No call allocates anything. A {@link
 * Poller} finds it ready when devices came or went since its last {@link #count}, and when the
 * pages of all devices exceed the limit of {@link #watch}.
 */
public final class ReclaimDevice implements ReclaimPort, Pollable {
  private final Path path;
  private final Descriptor descriptor;
  private final ReclaimInfo info;
  private final NativeBuffer watch = new NativeBuffer(ReclaimAbi.Watch.BYTES);

  private ReclaimDevice(Path path, Descriptor descriptor, ReclaimInfo info) {
    this.path = path;
    this.descriptor = descriptor;
    this.info = info;
    watch.putInt(ReclaimAbi.Watch.SIZE, ReclaimAbi.Watch.BYTES);
  }

  /** Opens it to look only. There may be any number of readers. */
  public static ReclaimDevice openReader(Path path) throws ReclaimUnavailableException {
    return open(path, LibC.O_RDONLY);
  }

  /** Opens it to look and to truncate. There is one controller at most. */
  public static ReclaimDevice openController(Path path) throws ReclaimUnavailableException {
    return open(path, LibC.O_RDWR);
  }

  private static ReclaimDevice open(Path path, int flags) throws ReclaimUnavailableException {
    Descriptor descriptor;
    try {
      descriptor = Descriptor.openFile(path, flags);
    } catch (SystemCallException e) {
      throw ReclaimUnavailableException.opening(path, e.errno());
    }
    try {
      NativeBuffer argument = ReclaimInfo.argument();
      if (LibC.ioctl(descriptor.fd(), ReclaimAbi.INFO, argument.address()) < 0) {
        throw ReclaimUnavailableException.asking(path, LibC.errno());
      }
      ReclaimInfo info = ReclaimInfo.read(argument);
      ReclaimUnavailableException.requireSuitable(path, info);
      return new ReclaimDevice(path, descriptor, info);
    } catch (ReclaimUnavailableException e) {
      descriptor.close();
      throw e;
    }
  }

  /** What the module said when this was opened. */
  public ReclaimInfo info() {
    return info;
  }

  @Override
  public void count(ReclaimCounts into) throws SystemCallException {
    // A controller that has to ask twice loses the peaks of the first rows; there is room for twice
    // as many devices as there were, so that happens at the start only.
    do {
      call(ReclaimAbi.COUNT, into.argumentAddress(), "COUNT of");
    } while (into.fit());
    into.requireSound(path.toString());
  }

  @Override
  public boolean tellsHeat() throws SystemCallException {
    NativeBuffer argument = ReclaimInfo.argument();
    call(ReclaimAbi.INFO, argument.address(), "INFO of");
    return ReclaimInfo.read(argument).tellsHeat();
  }

  @Override
  public void scan(ReclaimScan batch) throws SystemCallException {
    if (info.boundsWaits()) {
      batch.boundWaits();
    }
    call(ReclaimAbi.SCAN, batch.argumentAddress(), "SCAN of");
  }

  /**
   * Has a {@link Poller} find this ready once the pages of all devices exceed a limit, until the
   * next call.
   *
   * @param limitPages 0 to stop
   */
  public void watch(long limitPages) throws SystemCallException {
    watch.putLong(ReclaimAbi.Watch.LIMIT_PAGES, limitPages);
    call(ReclaimAbi.WATCH, watch.address(), "WATCH of");
  }

  private void call(long request, long argument, String name) throws SystemCallException {
    if (LibC.ioctl(descriptor.fd(), request, argument) < 0) {
      throw new SystemCallException(name, path.toString(), LibC.errno());
    }
  }

  Descriptor descriptor() {
    return descriptor;
  }

  @Override
  public String name() {
    return path.toString();
  }

  @Override
  public void close() {
    descriptor.close();
  }
}
