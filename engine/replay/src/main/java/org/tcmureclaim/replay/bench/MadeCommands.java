package org.tcmureclaim.replay.bench;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;
import org.tcmureclaim.replay.command.CommandCompiler;
import org.tcmureclaim.replay.text.DecimalText;

/**
 * Commands for measuring, in columns: bursts of 1 to 64 on one of many devices, 4 KiB to 64 KiB
 * each, with recorded latencies around 1 ms. The same for the same seed.
 */
final class MadeCommands {
  private static final String HEADER = "arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n";

  private final int devices;
  private final int[] device;
  private final int[] bytes;
  private final long[] arrivalNanos;
  private final long[] latencyNanos;

  MadeCommands(int count, int devices, long seed) {
    this.devices = devices;
    this.device = new int[count];
    this.bytes = new int[count];
    this.arrivalNanos = new long[count];
    this.latencyNanos = new long[count];
    SplittableRandom random = new SplittableRandom(seed);
    long nowNanos = 0;
    int left = 0;
    int current = 0;
    for (int i = 0; i < count; i++) {
      if (left-- == 0) {
        left = random.nextInt(64);
        current = random.nextInt(devices);
        nowNanos += random.nextInt(400_000);
      }
      nowNanos += random.nextInt(4_000);
      device[i] = current;
      bytes[i] = 4096 << random.nextInt(5);
      arrivalNanos[i] = nowNanos;
      latencyNanos[i] = 100_000L + random.nextInt(2_000_000);
    }
  }

  int count() {
    return device.length;
  }

  int device(int command) {
    return device[command];
  }

  int bytes(int command) {
    return bytes[command];
  }

  long arrivalNanos(int command) {
    return arrivalNanos[command];
  }

  long latencyNanos(int command) {
    return latencyNanos[command];
  }

  long completionNanos(int command) {
    return arrivalNanos[command] + latencyNanos[command];
  }

  /** Submits them all. */
  void submitTo(CommandCompiler compiler) {
    for (int i = 0; i < devices; i++) {
      compiler.device(name(i));
    }
    for (int i = 0; i < device.length; i++) {
      compiler.submit(device[i], bytes[i], arrivalNanos[i], latencyNanos[i]);
    }
  }

  /** All of them in the plain format. */
  byte[] csv() {
    DecimalText text = new DecimalText(device.length * 40);
    text.add(HEADER.getBytes(StandardCharsets.US_ASCII));
    byte[][] names = new byte[devices][];
    for (int i = 0; i < devices; i++) {
      names[i] = name(i).getBytes(StandardCharsets.US_ASCII);
    }
    byte[] write = ",W,,".getBytes(StandardCharsets.US_ASCII);
    for (int i = 0; i < device.length; i++) {
      text.thousandths(arrivalNanos[i]).add((byte) ',').add(names[device[i]]).add(write);
      text.whole(bytes[i]).add((byte) ',').thousandths(latencyNanos[i]).add((byte) '\n');
    }
    return text.toBytes();
  }

  private static String name(int device) {
    return "lun-" + device;
  }
}
