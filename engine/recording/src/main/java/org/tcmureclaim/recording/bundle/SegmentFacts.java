package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import org.tcmureclaim.host.files.NewFile;
import org.tcmureclaim.recording.json.JsonText;

/**
 * {@code segment-000001.json}: rows, bytes and sums of the files of a complete segment. It lies
 * beside them and goes with them, so that nothing grows with the age of a recording.
 */
final class SegmentFacts {
  private SegmentFacts() {}

  static String name(int segment) {
    return String.format(Locale.ROOT, "segment-%06d.json", segment);
  }

  static void write(Path folder, int segment, List<ClosedFile> files) throws IOException {
    JsonText list = JsonText.list();
    for (ClosedFile file : files) {
      list.item(
          JsonText.object()
              .text("name", file.name())
              .number("rows", file.rows())
              .number("bytes", file.bytes())
              .text("sha256", file.sha256Hex()));
    }
    NewFile.write(folder.resolve(name(segment)), JsonText.object().put("files", list).lines());
  }
}
