package org.tcmureclaim.recording.block;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import org.tcmureclaim.host.files.RegularFile;

/**
 * Reads one file, block by block, up to its last complete one. What follows that, be it half a
 * block or the zeros of a file whose end never reached the disk, is left out and can be asked
 * about.
 */
public final class BlockReader implements AutoCloseable {
  private final InputStream in;
  private final BlockUnpacker unpacker;
  private int blocks;
  private boolean cut;

  /**
   * Opens a file.
   *
   * @throws IOException where that cannot be done
   */
  public BlockReader(Path file, BlockPacking packing) throws IOException {
    in = new BufferedInputStream(RegularFile.open(file), 1 << 16);
    unpacker = packing.unpacker();
  }

  /** Goes on to the next block; false where there is none that is complete. */
  public boolean next() throws IOException {
    byte[] header = in.readNBytes(unpacker.headerBytes());
    if (header.length == 0) {
      return false;
    }
    int restBytes =
        header.length < unpacker.headerBytes() ? -1 : unpacker.restBytes(header, blocks);
    byte[] rest = restBytes < 0 ? new byte[0] : in.readNBytes(restBytes);
    cut = restBytes < 0 || rest.length < restBytes || !unpacker.unpack(rest);
    if (!cut) {
      blocks++;
    }
    return !cut;
  }

  /** What the block holds, up to {@link #length}. */
  public byte[] content() {
    return unpacker.content();
  }

  public int length() {
    return unpacker.length();
  }

  /** Whether something follows the last complete block. Known after {@link #next} said no. */
  public boolean isCut() {
    return cut;
  }

  @Override
  public void close() throws IOException {
    unpacker.close();
    in.close();
  }
}
