package org.tcmureclaim.replay.trace;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.zip.GZIPOutputStream;
import org.tcmureclaim.host.files.WholeFile;

/**
 * A file that is packed as its name says ({@code .gz}, {@code .zst} or not at all), and that bears
 * the name only once it is whole.
 */
public final class PackedOutput implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final WholeFile file;
  private final OutputStream out;

  private PackedOutput(WholeFile file, OutputStream out) {
    this.file = file;
    this.out = out;
  }

  /** Begins a file beside the one that it will replace. */
  public static PackedOutput to(Path file) throws IOException {
    return to(file, file.toString());
  }

  /** The same, packed as the end of another name says. */
  public static PackedOutput to(Path file, String name) throws IOException {
    WholeFile whole = WholeFile.create(file);
    OutputStream plain = new BufferedOutputStream(whole.out(), BUFFER_BYTES);
    return new PackedOutput(whole, packed(name, plain));
  }

  /** A stream that packs as the end of a name says. */
  public static OutputStream packed(String name, OutputStream plain) throws IOException {
    if (name.endsWith(".gz")) {
      return new GZIPOutputStream(plain, BUFFER_BYTES);
    }
    return name.endsWith(".zst") ? new ZstdOutputStream(plain) : plain;
  }

  public OutputStream stream() {
    return out;
  }

  /** The file is whole: gives it its name. */
  public void finish() throws IOException {
    out.close();
    file.complete();
  }

  /** Takes away what was not finished. */
  @Override
  public void close() throws IOException {
    try (file) {
      out.close();
    }
  }
}
