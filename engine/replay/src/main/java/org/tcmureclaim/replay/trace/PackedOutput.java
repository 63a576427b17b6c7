package org.tcmureclaim.replay.trace;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.GZIPOutputStream;

/**
 * A file that is packed as its name says ({@code .gz}, {@code .zst} or not at all), and that bears
 * the name only once it is whole.
 */
public final class PackedOutput implements AutoCloseable {
  private static final int BUFFER_BYTES = 1 << 16;

  private final Path file;
  private final Path part;
  private final OutputStream out;

  private PackedOutput(Path file, Path part, OutputStream out) {
    this.file = file;
    this.part = part;
    this.out = out;
  }

  /** Begins a file beside the one that it will replace. */
  public static PackedOutput to(Path file) throws IOException {
    Path part = file.resolveSibling(file.getFileName() + ".part");
    OutputStream plain = new BufferedOutputStream(Files.newOutputStream(part), BUFFER_BYTES);
    return new PackedOutput(file, part, packed(file.toString(), plain));
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
    Files.move(part, file, StandardCopyOption.REPLACE_EXISTING);
  }

  /** Takes away what was not finished. */
  @Override
  public void close() throws IOException {
    out.close();
    Files.deleteIfExists(part);
  }
}
