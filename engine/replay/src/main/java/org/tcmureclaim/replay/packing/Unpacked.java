package org.tcmureclaim.replay.packing;

import com.github.luben.zstd.ZstdIOException;
import com.github.luben.zstd.ZstdInputStream;
import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.Optional;
import java.util.zip.GZIPInputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorInputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorInputStream;
import org.tcmureclaim.replay.text.TraceException;
import org.tukaani.xz.XZInputStream;

/**
 * What a packed stream holds: packings within packings are taken off, up to archives. Zstandard's
 * long windows are read as far as they take no more than a quarter of the memory.
 */
public final class Unpacked {
  private static final int BUFFER_BYTES = 1 << 16;
  private static final int MOST_PACKINGS = 4;
  private static final int SKIPPABLE_MAGIC = 0x184d2a50;
  private static final int SKIPPABLE_BYTES = 8;
  private static final int LEAST_WINDOW_LOG = 27;
  private static final int MOST_WINDOW_LOG = 31;
  private static final int XZ_LEAST_KIB = 1 << 16;
  private static final long WINDOW_TOO_LARGE = 16; // ZSTD_error_frameParameter_windowTooLarge

  private Unpacked() {}

  /**
   * A stream without its packings, which supports marks.
   *
   * @param kind what it is then: an archive, or nothing special
   */
  record Contents(InputStream stream, Optional<FileKind> kind) {}

  /**
   * Takes off all packings.
   *
   * @param name for messages
   * @throws TraceException where it is of a kind that is refused
   */
  static Contents of(String name, InputStream packed) throws IOException {
    InputStream in = new BufferedInputStream(packed, BUFFER_BYTES);
    for (int packings = 0; packings <= MOST_PACKINGS; packings++) {
      skipSkippable(in);
      Optional<FileKind> kind = FileKind.of(head(in));
      if (kind.isEmpty() || kind.get().isArchive()) {
        return new Contents(in, kind);
      }
      if (kind.get().isRefused()) {
        throw new TraceException(name + ": is " + kind.get().problem(name));
      }
      in = new BufferedInputStream(unpacked(name, kind.get(), in), BUFFER_BYTES);
    }
    throw new TraceException(name + ": packed more than " + MOST_PACKINGS + " times");
  }

  private static byte[] head(InputStream in) throws IOException {
    in.mark(FileKind.HEAD_BYTES);
    byte[] head = in.readNBytes(FileKind.HEAD_BYTES);
    in.reset();
    return head;
  }

  private static InputStream unpacked(String name, FileKind kind, InputStream in)
      throws IOException {
    EndNoted noted = new EndNoted(in);
    try {
      return new Explained(name, stream(kind, noted), noted);
    } catch (EOFException e) {
      throw e;
    } catch (IOException e) {
      throw Explained.explained(name, e, noted);
    } catch (LinkageError e) {
      throw new TraceException(
          name
              + ": zstd's native library cannot be loaded ("
              + e.getMessage()
              + "); unpack the file with 'zstd -d "
              + name
              + "'",
          e);
    }
  }

  private static InputStream stream(FileKind kind, InputStream in) throws IOException {
    return switch (kind) {
      case GZIP -> new GZIPInputStream(in, BUFFER_BYTES);
      case ZSTD -> new ZstdInputStream(in).setContinuous(false).setLongMax(windowLog());
      case XZ -> new XZInputStream(in, (int) Math.max(XZ_LEAST_KIB, quarterOfMemory() >> 10));
      case BZIP2 -> new BZip2CompressorInputStream(in, true);
      case LZ4 -> new FramedLZ4CompressorInputStream(in, true);
      case UTF16_LITTLE -> new Utf16Stream(in, StandardCharsets.UTF_16LE);
      case UTF16_BIG -> new Utf16Stream(in, StandardCharsets.UTF_16BE);
      default -> throw new IllegalArgumentException(kind.what());
    };
  }

  /** Frames that zstd and lz4 share, and that mean nothing: pzstd begins with one. */
  private static void skipSkippable(InputStream in) throws IOException {
    while (true) {
      in.mark(SKIPPABLE_BYTES);
      byte[] frame = in.readNBytes(SKIPPABLE_BYTES);
      if (frame.length < SKIPPABLE_BYTES || (little(frame, 0) & ~0xf) != SKIPPABLE_MAGIC) {
        in.reset();
        return;
      }
      in.skipNBytes(little(frame, 4) & 0xffffffffL);
    }
  }

  private static int little(byte[] bytes, int at) {
    return (bytes[at] & 0xff)
        | (bytes[at + 1] & 0xff) << 8
        | (bytes[at + 2] & 0xff) << 16
        | (bytes[at + 3] & 0xff) << 24;
  }

  /** The largest window that is read, as a power of two. */
  static int windowLog() {
    int log = 63 - Long.numberOfLeadingZeros(Math.max(1, quarterOfMemory()));
    return Math.max(LEAST_WINDOW_LOG, Math.min(MOST_WINDOW_LOG, log));
  }

  private static long quarterOfMemory() {
    var system = java.lang.management.ManagementFactory.getOperatingSystemMXBean();
    return system instanceof com.sun.management.OperatingSystemMXBean memory
        ? Math.min(memory.getTotalMemorySize() / 4, Integer.MAX_VALUE * 1024L)
        : 0;
  }

  /** Notes the end of the packed bytes: what cannot be unpacked then is cut off. */
  private static final class EndNoted extends java.io.FilterInputStream {
    private boolean ended;

    private EndNoted(InputStream in) {
      super(in);
    }

    @Override
    public int read() throws IOException {
      int read = super.read();
      ended |= read < 0;
      return read;
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      int read = super.read(into, offset, length);
      ended |= read < 0;
      return read;
    }
  }

  /** Says the same of all packings that are cut off or damaged. */
  private static final class Explained extends InputStream {
    private final String name;
    private final InputStream in;
    private final EndNoted packed;

    private Explained(String name, InputStream in, EndNoted packed) {
      this.name = name;
      this.in = in;
      this.packed = packed;
    }

    @Override
    public int read() throws IOException {
      try {
        return in.read();
      } catch (IOException e) {
        throw explained(name, e, packed);
      }
    }

    @Override
    public int read(byte[] into, int offset, int length) throws IOException {
      try {
        return in.read(into, offset, length);
      } catch (IOException e) {
        throw explained(name, e, packed);
      } catch (IndexOutOfBoundsException | IllegalStateException e) {
        throw new IOException("the packed file is damaged: " + e, e); // bzip2 of random bytes
      }
    }

    @Override
    public void close() throws IOException {
      in.close();
    }

    private static IOException explained(String name, IOException e, EndNoted packed) {
      if (e instanceof ZstdIOException zstd && zstd.getErrorCode() == WINDOW_TOO_LARGE) {
        throw new TraceException(
            String.format(
                Locale.ROOT,
                "%s: packed with a window of more than %,d MiB (zstd --long), which is what may be"
                    + " taken here: a quarter of the memory; unpack it with 'zstd -d --long=31 %s'",
                name,
                (1L << windowLog()) >> 20,
                name),
            e);
      }
      if (e instanceof org.tukaani.xz.MemoryLimitException) {
        throw new TraceException(
            name
                + ": needs more than a quarter of the memory to be unpacked; unpack it with"
                + " 'xz -d "
                + name
                + "'",
            e);
      }
      if (e instanceof EOFException || packed.ended) {
        EOFException cut = new EOFException("the compressed file ends too early; copy it again");
        cut.initCause(e);
        return cut;
      }
      return new IOException("the packed file is damaged: " + e.getMessage(), e);
    }
  }
}
