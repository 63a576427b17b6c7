package org.tcmureclaim.linux.usage;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** What one pass over the handlers found, by the number of the UIO node. */
final class UioMappings implements MappingSink {
  private @Nullable HandlerProcess[] handlers = new HandlerProcess[64];
  private long[] baseAddresses = new long[64];
  private long[] residentBytes = new long[64];
  private @Nullable HandlerProcess sweeping;

  /** Forgets the pass before. */
  void begin() {
    Arrays.fill(handlers, null);
  }

  /** Says whose mappings are reported from now on. */
  void sweeping(HandlerProcess handler) {
    this.sweeping = handler;
  }

  /** The process that maps the node; the one with the lowest PID where a fork left several. */
  @Nullable HandlerProcess handler(int uioNumber) {
    return uioNumber < handlers.length ? handlers[uioNumber] : null;
  }

  /** Where the node's first byte is, or would be, in that process. */
  long baseAddress(int uioNumber) {
    return baseAddresses[uioNumber];
  }

  long residentBytes(int uioNumber) {
    return residentBytes[uioNumber];
  }

  @Override
  public void mapping(int uioNumber, long startAddress, long offsetBytes) {
    if (uioNumber >= handlers.length) {
      int capacity = Math.max(uioNumber + 1, handlers.length * 2);
      handlers = Arrays.copyOf(handlers, capacity);
      baseAddresses = Arrays.copyOf(baseAddresses, capacity);
      residentBytes = Arrays.copyOf(residentBytes, capacity);
    }
    if (handlers[uioNumber] == null) {
      handlers[uioNumber] = sweeping;
      baseAddresses[uioNumber] = startAddress - offsetBytes;
      residentBytes[uioNumber] = 0;
    }
  }

  @Override
  public void resident(int uioNumber, long bytes) {
    if (handlers[uioNumber] == sweeping) {
      residentBytes[uioNumber] += bytes;
    }
  }
}
