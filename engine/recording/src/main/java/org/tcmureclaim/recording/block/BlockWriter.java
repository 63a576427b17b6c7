package org.tcmureclaim.recording.block;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import org.tcmureclaim.host.files.NewFile;

/** Writes one file, block by block. */
public final class BlockWriter implements AutoCloseable {
  private final OutputStream out;
  private final BlockPacker packer;
  private final MessageDigest digest = sha256();
  private int blocks;
  private long writtenBytes;

  /**
   * Creates a file that must not be there.
   *
   * @throws IOException where that cannot be done
   */
  public BlockWriter(Path file, BlockPacking packing) throws IOException {
    out = Channels.newOutputStream(NewFile.create(file));
    packer = packing.packer();
  }

  /** Writes a block, which may be empty. */
  public void write(byte[] content, int length) throws IOException {
    int total = packer.pack(content, length, blocks);
    out.write(packer.packed(), 0, total);
    digest.update(packer.packed(), 0, total);
    writtenBytes += total;
    blocks++;
  }

  /** Bytes of the whole blocks that the file has. */
  public long writtenBytes() {
    return writtenBytes;
  }

  /** SHA-256 of the file so far, in hexadecimal digits; to be asked once. */
  public String sha256Hex() {
    return HexFormat.of().formatHex(digest.digest());
  }

  @Override
  public void close() throws IOException {
    try (out) {
      packer.close();
    }
  }

  private static MessageDigest sha256() {
    try {
      return MessageDigest.getInstance("SHA-256");
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
