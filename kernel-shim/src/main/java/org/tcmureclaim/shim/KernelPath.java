package org.tcmureclaim.shim;

import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * A path of procfs, sysfs or configfs as the kernel has it: bytes. A {@link Path} cannot hold every
 * name: which bytes it keeps depends on the locale of the process, and a name that lost a byte
 * opens nothing, or another LUN.
 */
public final class KernelPath {
  private final byte[] bytes;
  private final int nameAt;

  /** Made when it is asked for: most paths are only opened. Threads make the same one. */
  private @Nullable String text;

  private KernelPath(byte[] bytes) {
    this.bytes = bytes;
    int at = bytes.length;
    while (at > 0 && bytes[at - 1] != '/') {
      at--;
    }
    this.nameAt = at;
  }

  /** The path of a file system's root, or of a file that the agent was given by name. */
  public static KernelPath of(Path path) {
    return new KernelPath(path.toString().getBytes(StandardCharsets.UTF_8));
  }

  /** A file below this one. */
  public KernelPath resolve(String relative) {
    return child(relative.getBytes(StandardCharsets.UTF_8));
  }

  /** An entry of this folder, as a listing gave it. */
  KernelPath child(byte[] name) {
    byte[] child = Arrays.copyOf(bytes, bytes.length + 1 + name.length);
    child[bytes.length] = '/';
    System.arraycopy(name, 0, child, bytes.length + 1, name.length);
    return new KernelPath(child);
  }

  /** The last part, as {@link LosslessText}. */
  public String name() {
    return LosslessText.of(bytes, nameAt, bytes.length);
  }

  /** Memory that holds the path as C wants it. */
  NativeBuffer cString() {
    return NativeBuffer.cString(bytes);
  }

  /** Writes the path as C wants it; false where it does not fit. */
  boolean copyTo(NativeBuffer into) {
    if (bytes.length >= into.sizeBytes()) {
      return false;
    }
    into.copyFrom(bytes, bytes.length);
    into.putByte(bytes.length, (byte) 0);
    return true;
  }

  @Override
  public boolean equals(@Nullable Object other) {
    return other instanceof KernelPath path && Arrays.equals(bytes, path.bytes);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(bytes);
  }

  /** The path as {@link LosslessText}, for messages. */
  @Override
  public String toString() {
    String made = text;
    if (made == null) {
      made = LosslessText.of(bytes);
      text = made;
    }
    return made;
  }
}
