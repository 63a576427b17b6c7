package org.tcmureclaim.replay.trace;

import java.nio.charset.StandardCharsets;
import java.util.SplittableRandom;

/** Commands in the plain format: bursts on eight devices over some minutes. */
final class MadeTrace {
  private MadeTrace() {}

  static byte[] commands(long seed, int count, boolean latencies) {
    SplittableRandom random = new SplittableRandom(seed);
    StringBuilder text = new StringBuilder();
    text.append("arrival_us,dev,op,offset_bytes,length_bytes,latency_us\n");
    long micros = 0;
    int device = 0;
    for (int i = 0; i < count; i++) {
      if (random.nextInt(50) == 0) {
        micros += random.nextInt(2_000_000);
        device = random.nextInt(8);
      }
      micros += random.nextInt(200);
      text.append(micros)
          .append(",lun")
          .append(device)
          .append(",W,,")
          .append(4096 << random.nextInt(5))
          .append(',');
      text.append(latencies ? "" + (100 + random.nextInt(20_000)) : "").append('\n');
    }
    return text.toString().getBytes(StandardCharsets.UTF_8);
  }
}
