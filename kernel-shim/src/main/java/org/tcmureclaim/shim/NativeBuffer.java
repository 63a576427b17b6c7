package org.tcmureclaim.shim;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.charset.StandardCharsets;

/** Memory outside the heap that lives as long as this object and is used again and again. */
final class NativeBuffer {
  private final Memory memory;
  private final long address;
  private final int sizeBytes;

  NativeBuffer(int sizeBytes) {
    this.memory = new Memory(sizeBytes);
    this.address = Pointer.nativeValue(memory);
    this.sizeBytes = sizeBytes;
    memory.clear();
  }

  /** The text as C wants it: with a NUL at its end. */
  static NativeBuffer cString(String text) {
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    NativeBuffer buffer = new NativeBuffer(bytes.length + 1);
    buffer.memory.write(0, bytes, 0, bytes.length);
    return buffer;
  }

  long address() {
    return address;
  }

  int sizeBytes() {
    return sizeBytes;
  }

  void copyTo(byte[] into, int offset, int length) {
    memory.read(0, into, offset, length);
  }

  int intAt(int offset) {
    return memory.getInt(offset);
  }

  short shortAt(int offset) {
    return memory.getShort(offset);
  }

  void putInt(int offset, int value) {
    memory.setInt(offset, value);
  }

  void putShort(int offset, short value) {
    memory.setShort(offset, value);
  }

  void putLong(int offset, long value) {
    memory.setLong(offset, value);
  }
}
