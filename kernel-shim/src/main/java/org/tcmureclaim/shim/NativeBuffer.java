package org.tcmureclaim.shim;

import com.sun.jna.Memory;
import com.sun.jna.Pointer;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;

/**
 * Memory outside the heap. One that is used again and again is given back some time after its
 * object has gone: JNA keeps it until two collections have seen that, and there may be minutes
 * between them. One that serves a single call is closed at its end, or thousands would wait.
 */
final class NativeBuffer implements AutoCloseable {
  private final Memory memory;
  private final long address;
  private final int sizeBytes;

  /** The same memory, without a JNI call for each access. */
  private final ByteBuffer view;

  NativeBuffer(int sizeBytes) {
    this.memory = new Memory(sizeBytes);
    this.address = Pointer.nativeValue(memory);
    this.sizeBytes = sizeBytes;
    this.view = memory.getByteBuffer(0, sizeBytes).order(ByteOrder.nativeOrder());
    memory.clear();
  }

  /** The text as C wants it: with a NUL at its end. */
  static NativeBuffer cString(String text) {
    return cString(text.getBytes(StandardCharsets.UTF_8));
  }

  /** The bytes as C wants a string: with a NUL at its end. */
  static NativeBuffer cString(byte[] bytes) {
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
    view.get(0, into, offset, length);
  }

  void copyFrom(byte[] from, int length) {
    view.put(0, from, 0, length);
  }

  /** Takes over all that a buffer holds that is not larger. */
  void copyFrom(NativeBuffer other) {
    view.put(0, other.view, 0, other.sizeBytes);
  }

  int intAt(int offset) {
    return view.getInt(offset);
  }

  /** Four bytes without a sign. */
  long unsignedIntAt(int offset) {
    return Integer.toUnsignedLong(view.getInt(offset));
  }

  long longAt(int offset) {
    return view.getLong(offset);
  }

  short shortAt(int offset) {
    return view.getShort(offset);
  }

  void putByte(int offset, byte value) {
    view.put(offset, value);
  }

  void putInt(int offset, int value) {
    view.putInt(offset, value);
  }

  void putShort(int offset, short value) {
    view.putShort(offset, value);
  }

  void putLong(int offset, long value) {
    view.putLong(offset, value);
  }

  /** Gives the memory back now. Nothing here may be used afterwards, nor the address. */
  @Override
  public void close() {
    memory.close();
  }
}
