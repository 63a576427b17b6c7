package org.tcmureclaim.image;

import java.io.IOException;
import java.io.OutputStream;
import java.lang.invoke.MethodHandles;
import java.lang.invoke.VarHandle;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.LongBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.BasicFileAttributes;
import java.util.Arrays;
import java.util.Objects;
import java.util.concurrent.TimeUnit;
import org.tcmureclaim.host.files.WholeFile;
import org.tcmureclaim.host.worker.WorkerClock;
import org.tcmureclaim.shim.MappedFile;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;

/**
 * The mapped file in which the decision thread leaves each tick for all that read: the newest
 * counts, and a reader that is too slow begins again. Writing a tick is copying columns: no lock,
 * no system call, no allocation.
 *
 * <p>All of the file is written before it is mapped, so a full file system is an error here and not
 * a SIGBUS later. Then it is locked in memory: files in {@code /run} can be swapped out, and no
 * tick waits for a disk.
 */
final class ImageFile implements AutoCloseable {
  private static final VarHandle LONGS =
      MethodHandles.byteBufferViewVarHandle(long[].class, ByteOrder.nativeOrder());

  private static final long FIRST_TICK_WITHIN_NANOS = TimeUnit.MINUTES.toNanos(1);

  private final ImageLayout layout;
  private final Object key;
  private final MappedFile map;
  private final ByteBuffer bytes;
  private final LongBuffer longs;
  private int textsWritten;
  private int textBytesWritten;

  private ImageFile(ImageLayout layout, Object key, MappedFile map) {
    this.layout = layout;
    this.key = key;
    this.map = map;
    this.bytes = map.bytes();
    this.longs = bytes.asLongBuffer();
  }

  /**
   * Makes a file, which takes the place of one that is there. Its owner, root and the group of the
   * folder can read it.
   *
   * @param version of the agent, for readers of another
   * @throws IOException where there is no room for it, or the folder is not there
   */
  static ImageFile create(Path file, ImageLayout layout, AgentProcess agent, String version)
      throws IOException {
    try (WholeFile whole = WholeFile.createPrivate(file)) {
      try (OutputStream out = whole.out()) { // Closed before the next is opened: files may be few.
        writeZeros(out, layout.fileBytes());
      }
      MappedFile map = MappedFile.open(whole.draft(), layout.fileBytes());
      try {
        boolean unused = map.lock(); // Where it may not, MemoryLock has said so.
        ImageFile image = new ImageFile(layout, key(whole.draft()), map);
        image.writeHeader(agent, version);
        whole.complete();
        return image;
      } catch (IOException | RuntimeException e) {
        map.close();
        throw e;
      }
    }
  }

  private static void writeZeros(OutputStream out, int bytes) throws IOException {
    byte[] zeros = new byte[1 << 16];
    for (int left = bytes; left > 0; left -= zeros.length) {
      out.write(zeros, 0, Math.min(left, zeros.length));
    }
  }

  private void writeHeader(AgentProcess agent, String version) {
    bytes.put(ImageLayout.MAGIC_AT, ImageLayout.MAGIC);
    putLong(ImageLayout.FINGERPRINT_AT, ImageLayout.FINGERPRINT);
    putLong(ImageLayout.DEVICE_CAPACITY_AT, layout.deviceCapacity());
    putLong(ImageLayout.TEXT_CAPACITY_AT, layout.textCapacity());
    putLong(ImageLayout.TEXT_BYTES_AT, layout.textBytes());
    putLong(ImageLayout.AGENT_PID_AT, agent.pid());
    putLong(ImageLayout.AGENT_START_AT, agent.startTicks());
    putLong(ImageLayout.AGENT_NAMESPACE_AT, agent.pidNamespace());
    byte[] text = version.getBytes(StandardCharsets.UTF_8);
    bytes.put(ImageLayout.VERSION_AT, Arrays.copyOf(text, ImageLayout.VERSION_BYTES));
    tickDue(WorkerClock.OF_MACHINE.nanoTime() + FIRST_TICK_WITHIN_NANOS);
    state(ImageLayout.IN_USE);
  }

  /** What tells the file at this path from all others that are there: device and inode. */
  static Object key(Path file) throws IOException {
    return Objects.requireNonNull(
        Files.readAttributes(file, BasicFileAttributes.class, LinkOption.NOFOLLOW_LINKS).fileKey());
  }

  /** Of this file, also when it is removed: its inode is not used again while it is mapped. */
  Object key() {
    return key;
  }

  /** How many devices it has room for. */
  int deviceCapacity() {
    return layout.deviceCapacity();
  }

  /** Whether it has room for all devices and texts of an image. */
  boolean fits(TickImage image) {
    return image.size() <= layout.deviceCapacity()
        && image.texts().count() <= layout.textCapacity()
        && textBytesWritten + newTextBytes(image.texts()) <= layout.textBytes();
  }

  /**
   * Leaves a tick that {@link #fits}.
   *
   * @param devices of the same tick; their heat ladders are taken from them
   */
  void write(TickImage image, DeviceTable devices) {
    writeTexts(image.texts());
    long tick = image.of(HostFigure.TICK);
    int generation = layout.generationAt(tick);
    LONGS.set(bytes, generation + ImageLayout.TICK_AT, tick);
    VarHandle.storeStoreFence(); // A reader that sees a figure of this tick sees its number.
    putLong(generation + ImageLayout.DEVICES_AT, image.size());
    put(generation + ImageLayout.HOST_AT, image.hostColumn(), HostFigure.COUNT);
    put(generation + ImageLayout.DURATIONS_AT, image.durations().numbers(), Durations.LONGS);
    for (int column = 0; column < DeviceFigure.COUNT; column++) {
      put(generation + layout.columnAt(column), image.column(column), image.size());
    }
    putLadders((generation + layout.laddersAt()) / Long.BYTES, devices);
    LONGS.setRelease(bytes, ImageLayout.NEWEST_AT, tick); // After all of it.
  }

  /** Says when the agent begins its next tick at the latest, on the monotonic clock. */
  void tickDue(long monotonicNanos) {
    LONGS.setRelease(bytes, ImageLayout.TICK_DUE_AT, monotonicNanos);
  }

  private void putLadders(int first, DeviceTable devices) {
    HeatLadders ladders = devices.ladders();
    int at = first;
    for (int i = 0; i < devices.size(); i++) {
      int slot = devices.slotAt(i);
      int rungs = ladders.rungs(slot);
      for (int rung = 0; rung < rungs; rung++) {
        longs.put(at++, ladders.firstPage(slot, rung));
        longs.put(at++, ladders.lastReachedNanos(slot, rung));
      }
    }
  }

  /** The agent has ended; what is here stays as it is. */
  void end() {
    state(ImageLayout.ENDED);
  }

  /** Another file has taken its place. */
  void replaced() {
    state(ImageLayout.REPLACED);
  }

  private void state(long state) {
    LONGS.setRelease(bytes, ImageLayout.STATE_AT, state);
  }

  private int newTextBytes(ImageTexts texts) {
    int sum = 0;
    for (int number = textsWritten; number < texts.count(); number++) {
      sum += texts.text(number).getBytes(StandardCharsets.UTF_8).length;
    }
    return sum;
  }

  private void writeTexts(ImageTexts texts) {
    if (textsWritten == texts.count()) {
      return;
    }
    for (; textsWritten < texts.count(); textsWritten++) {
      byte[] text = texts.text(textsWritten).getBytes(StandardCharsets.UTF_8);
      int index = layout.indexAt() + textsWritten * 2 * Integer.BYTES;
      bytes.putInt(index, textBytesWritten);
      bytes.putInt(index + Integer.BYTES, text.length);
      bytes.put(layout.textAt() + textBytesWritten, text);
      textBytesWritten += text.length;
    }
    LONGS.setRelease(bytes, ImageLayout.TEXTS_AT, (long) textsWritten);
  }

  private void putLong(int at, long value) {
    bytes.putLong(at, value);
  }

  private void put(int at, long[] values, int count) {
    longs.put(at / Long.BYTES, values, 0, count);
  }

  /** Gives its memory back; it must not be written any more. The file stays where it is. */
  @Override
  public void close() {
    map.close();
  }
}
