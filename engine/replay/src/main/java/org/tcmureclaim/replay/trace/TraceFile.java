package org.tcmureclaim.replay.trace;

import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.zip.GZIPInputStream;
import org.tcmureclaim.replay.text.TraceException;
import org.tukaani.xz.XZInputStream;

/** Opens a trace file, and unpacks it as its first bytes, not its name, say. */
final class TraceFile {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final byte[] GZIP = {0x1f, (byte) 0x8b};
  private static final byte[] ZSTD = {0x28, (byte) 0xb5, 0x2f, (byte) 0xfd};
  private static final byte[] XZ = {(byte) 0xfd, '7', 'z', 'X', 'Z', 0};

  private TraceFile() {}

  /**
   * What a file holds, supporting marks of {@code Head.MOST_BYTES}; bytes read from the file itself
   * are told to {@code progress}.
   */
  static InputStream open(Path file, Progress progress) throws IOException {
    if (Files.isDirectory(file)) {
      throw new TraceException(file + ": is a directory; name the trace files in it");
    }
    try {
      progress.begin(file.toString(), Files.size(file));
      return new BufferedInputStream(
          unpacked(
              new BufferedInputStream(
                  new MeteredStream(Files.newInputStream(file), progress), BUFFER_BYTES)),
          BUFFER_BYTES);
    } catch (NoSuchFileException e) {
      throw new TraceException(file + ": no such file", e);
    }
  }

  private static InputStream unpacked(InputStream in) throws IOException {
    in.mark(XZ.length);
    byte[] head = in.readNBytes(XZ.length);
    in.reset();
    if (startsWith(head, GZIP)) {
      return new GZIPInputStream(in, BUFFER_BYTES);
    }
    if (startsWith(head, ZSTD)) {
      return new ZstdInputStream(in);
    }
    return startsWith(head, XZ) ? new XZInputStream(in) : in;
  }

  private static boolean startsWith(byte[] head, byte[] magic) {
    if (head.length < magic.length) {
      return false;
    }
    for (int i = 0; i < magic.length; i++) {
      if (head[i] != magic[i]) {
        return false;
      }
    }
    return true;
  }
}
