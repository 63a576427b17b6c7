package org.tcmureclaim.linux.stock;

import java.io.FileInputStream;
import java.io.FileNotFoundException;
import java.io.FileOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import org.tcmureclaim.host.text.PrintableText;

/**
 * The module parameter {@code global_max_data_area_mb} of target_core_user: the limit for all data
 * areas together, in MiB. Writing it may wait for a truncation that is under way ({@code
 * cancel_delayed_work_sync()}).
 *
 * <p>Goes through streams, because an interrupted thread cannot use a channel, and putting a limit
 * back must work on an interrupted thread too.
 */
record LimitParameter(Path path) {

  static LimitParameter of(Path sysRoot) {
    return new LimitParameter(
        sysRoot.resolve("module/target_core_user/parameters/global_max_data_area_mb"));
  }

  long read() throws IOException {
    try (FileInputStream in = new FileInputStream(path.toFile())) {
      String text = new String(in.readAllBytes(), StandardCharsets.US_ASCII).strip();
      if (!text.matches("[0-9]{1,18}")) {
        throw new IOException(
            path + ":1: expected a size in MiB, found '" + PrintableText.quoted(text) + "'");
      }
      return Long.parseLong(text);
    }
  }

  /** In one write(2), as a module parameter wants it. */
  void write(long mebibytes) throws IOException {
    if (!Files.exists(path)) {
      throw new FileNotFoundException(path + " (the module was unloaded)");
    }
    try (FileOutputStream out = new FileOutputStream(path.toFile())) {
      out.write((mebibytes + "\n").getBytes(StandardCharsets.US_ASCII));
    }
  }
}
