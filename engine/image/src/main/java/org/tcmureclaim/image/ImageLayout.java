package org.tcmureclaim.image;

import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32C;
import org.tcmureclaim.demand.Trigger;
import org.tcmureclaim.demand.Urgency;
import org.tcmureclaim.policy.Verdict;
import org.tcmureclaim.snapshot.HeatLadders;

/**
 * Where everything is in the file of a host's image. This is the one description of its format; all
 * numbers are in the machine's byte order.
 *
 * <pre>
 *    0  magic           8 bytes: TCMUTICK
 *    8  fingerprint     long: of all figures and constants, and of FORMAT; another version has another
 *   16  state           long: 1 in use, 2 ended, 3 another file has taken its place
 *   24  newest          long: number of the newest tick; 0 before the first
 *   32  texts           long: how many are complete
 *   40  deviceCapacity  long
 *   48  textCapacity    long
 *   56  textBytes       long: room for all texts
 *   64  agentPid        long
 *   72  agentStart      long: field 22 of /proc/PID/stat, with which the pid names one process
 *   80  version         32 bytes of text, filled up with zeros
 *  112  agentNamespace  long: inode of /proc/PID/ns/pid, in which agentPid is its number
 *  120  tickDue         long: when the agent begins its next tick at the latest, on the monotonic
 *                       clock; also after a tick that it could not end
 * 4096  text index      textCapacity times: offset and length in bytes, two ints
 *       text bytes      textBytes
 *       generations     GENERATIONS times, each begins at a multiple of 4096:
 *                         0  tick     long: number of the tick that is, or was last, written here
 *                         8  devices  long
 *                        16  host     HostFigure.COUNT longs
 *                            durations  of each DurationKind the sum in nanoseconds, then the count
 *                                     in each bucket, all longs
 *                            columns  DeviceFigure.COUNT times deviceCapacity longs
 *                            ladders  room for deviceCapacity times 32 rungs: those of the first
 *                                     device, then those of the next; of each the first page, and
 *                                     when it was last reached
 * </pre>
 *
 * <p>Tick n goes into generation n modulo {@link #GENERATIONS}. A text with a number below {@code
 * texts} is never written again, so only ticks can be torn. {@code newest} becomes n when all of
 * tick n is written, and the generation's {@code tick} becomes another before anything of that one
 * is written. So a copy that was begun when {@code newest} was n, and after which {@code tick}
 * still is n, is whole.
 */
record ImageLayout(int deviceCapacity, int textCapacity, int textBytes) {
  /** To be raised with each change of this format that is no other figure or constant. */
  private static final int FORMAT = 2;

  static final byte[] MAGIC = "TCMUTICK".getBytes(StandardCharsets.US_ASCII);
  static final long FINGERPRINT = fingerprint();
  static final int GENERATIONS = 4;

  static final long IN_USE = 1;
  static final long ENDED = 2;
  static final long REPLACED = 3;

  static final int MAGIC_AT = 0;
  static final int FINGERPRINT_AT = 8;
  static final int STATE_AT = 16;
  static final int NEWEST_AT = 24;
  static final int TEXTS_AT = 32;
  static final int DEVICE_CAPACITY_AT = 40;
  static final int TEXT_CAPACITY_AT = 48;
  static final int TEXT_BYTES_AT = 56;
  static final int AGENT_PID_AT = 64;
  static final int AGENT_START_AT = 72;
  static final int VERSION_AT = 80;
  static final int VERSION_BYTES = 32;
  static final int AGENT_NAMESPACE_AT = 112;
  static final int TICK_DUE_AT = 120;
  static final int HEADER_BYTES = 4096;

  static final int RUNG_BYTES = 2 * Long.BYTES;

  static final int TICK_AT = 0;
  static final int DEVICES_AT = 8;
  static final int HOST_AT = 16;
  static final int DURATIONS_AT = HOST_AT + HostFigure.COUNT * Long.BYTES;
  static final int COLUMNS_AT = DURATIONS_AT + Durations.LONGS * Long.BYTES;

  static final int MOST_DEVICES = 1 << 15;
  private static final int MOST_TEXTS = 1 << 20;
  private static final int MOST_TEXT_BYTES = 1 << 28;

  /** A path has two names of up to 255 bytes, and most have far fewer. */
  private static final int USUAL_TEXT_BYTES = 128;

  ImageLayout {
    if (deviceCapacity < 0
        || deviceCapacity > MOST_DEVICES
        || textCapacity < 0
        || textCapacity > MOST_TEXTS
        || textBytes < 0
        || textBytes > MOST_TEXT_BYTES) {
      throw new ImageException(
          "it says that it has room for %d devices and %d texts of %d bytes, which cannot be"
              .formatted(deviceCapacity, textCapacity, textBytes));
    }
  }

  /** Has room for this many devices, for their texts, and for those of devices that follow. */
  static ImageLayout forDevices(int devices) {
    int texts = 1024 + 4 * devices;
    return new ImageLayout(devices, texts, texts * USUAL_TEXT_BYTES);
  }

  int indexAt() {
    return HEADER_BYTES;
  }

  int textAt() {
    return indexAt() + textCapacity * 2 * Integer.BYTES;
  }

  int generationAt(long tick) {
    int place = (int) Math.floorMod(tick, (long) GENERATIONS);
    return rounded(textAt() + textBytes) + place * generationBytes();
  }

  int columnAt(int column) {
    return COLUMNS_AT + column * deviceCapacity * Long.BYTES;
  }

  int laddersAt() {
    return columnAt(DeviceFigure.COUNT);
  }

  int generationBytes() {
    return rounded(laddersAt() + deviceCapacity * HeatLadders.MOST_RUNGS * RUNG_BYTES);
  }

  int fileBytes() {
    return rounded(textAt() + textBytes) + GENERATIONS * generationBytes();
  }

  private static int rounded(int bytes) {
    return Math.addExact(bytes, HEADER_BYTES - 1) & -HEADER_BYTES;
  }

  private static long fingerprint() {
    CRC32C checksum = new CRC32C();
    checksum.update(FORMAT);
    for (Enum<?>[] constants :
        new Enum<?>[][] {
          HostFigure.values(),
          DeviceFigure.values(),
          DurationKind.values(),
          Verdict.values(),
          Urgency.values(),
          Trigger.values()
        }) {
      for (Enum<?> constant : constants) {
        checksum.update((constant.name() + "\n").getBytes(StandardCharsets.US_ASCII));
      }
      checksum.update('.');
    }
    for (DurationKind kind : DurationKind.values()) {
      for (int bucket = 0; bucket < kind.buckets() - 1; bucket++) {
        checksum.update((kind.boundNanos(bucket) + "\n").getBytes(StandardCharsets.US_ASCII));
      }
    }
    return checksum.getValue();
  }
}
