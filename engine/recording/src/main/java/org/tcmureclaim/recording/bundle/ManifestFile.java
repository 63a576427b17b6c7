package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Set;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.host.files.WholeFile;
import org.tcmureclaim.recording.RecordingException;
import org.tcmureclaim.recording.json.JsonFile;
import org.tcmureclaim.recording.json.JsonText;

/**
 * {@code manifest.json}: always written as a whole, so that a crash leaves the one before. What it
 * says is the same however long the recording is; older ones also listed all files, which is passed
 * over.
 */
final class ManifestFile {
  private ManifestFile() {}

  static void write(Path folder, Manifest manifest, boolean closed) throws IOException {
    WholeFile.writePrivate(folder.resolve(Manifest.FILE), text(manifest, closed));
  }

  private static String text(Manifest m, boolean closed) {
    JsonText json = object(m, closed);
    if (m.imported() != null) {
      json.put("imported", imported(m.imported()));
    }
    return json.lines();
  }

  private static JsonText object(Manifest m, boolean closed) {
    return JsonText.object()
        .text("format", Manifest.FORMAT)
        .number("version", Manifest.VERSION)
        .text("state", closed ? "closed" : "recording")
        .text("recorder", m.recorder())
        .text("host_kind", m.hostKind())
        .text("mode", m.mode())
        .text("truncator", m.truncator())
        .text("granularity", m.granularity())
        .text("policy", m.policy())
        .number("monotonic_nanos", m.monotonicNanos())
        .number("wall_millis", m.wallMillis())
        .text("wall", Instant.ofEpochMilli(m.wallMillis()).toString())
        .number("tick_nanos", m.tickNanos())
        .number("page_bytes", 4096)
        .number("memory_bytes", m.memoryBytes())
        .number("pages_per_block", m.pagesPerBlock());
  }

  private static JsonText imported(Imported i) {
    JsonText json = JsonText.object();
    if (!i.source().isEmpty()) {
      json.text("source", i.source());
    }
    if (!i.fidelity().isEmpty()) {
      json.text("fidelity", i.fidelity());
    }
    return json.text("format", i.format())
        .text("service_time", i.serviceTime())
        .number("transfer_bytes", i.transferBytes())
        .number("queue_depth", i.queueDepth())
        .number("area_pages", i.areaPages())
        .number("lines", i.lines())
        .number("bad_lines", i.badLines());
  }

  private static @Nullable Imported imported(Section manifest) {
    if (!manifest.has("imported")) {
      return null;
    }
    Section s = manifest.section("imported");
    long most = Long.MAX_VALUE;
    return new Imported(
        s.has("source") ? s.text("source") : "",
        s.text("format"),
        s.has("fidelity") ? s.text("fidelity") : "",
        s.text("service_time"),
        s.wholeNumber("transfer_bytes", 1, most),
        s.wholeNumber("queue_depth", 1, most),
        s.wholeNumber("area_pages", 1, most),
        s.wholeNumber("lines", 0, most),
        s.wholeNumber("bad_lines", 0, most));
  }

  /**
   * Reads it.
   *
   * @throws RecordingException where it is damaged, or of a version that is not known
   */
  static Manifest read(Path folder) {
    Path file = folder.resolve(Manifest.FILE);
    try {
      Section s = JsonFile.read(file, Set.of("files"));
      if (!s.text("format", "").equals(Manifest.FORMAT)) {
        throw new RecordingException(file + ": format: expected '" + Manifest.FORMAT + "'");
      }
      long version = s.wholeNumber("version", 1, Integer.MAX_VALUE);
      if (version > Manifest.VERSION) {
        throw new RecordingException(
            file + ": version " + version + " is newer than this program; update it");
      }
      long most = Long.MAX_VALUE;
      return new Manifest(
          s.text("recorder", ""),
          s.text("host_kind", ""),
          s.text("mode", ""),
          s.text("truncator", ""),
          s.text("granularity", ""),
          s.text("policy", ""),
          s.wholeNumber("monotonic_nanos", -most, most),
          s.wholeNumber("wall_millis", 0, most),
          s.wholeNumber("tick_nanos", 1, most, Manifest.LOST.tickNanos()),
          s.wholeNumber("memory_bytes", 0, most),
          s.wholeNumber("pages_per_block", 1, 1 << 20, 1),
          imported(s));
    } catch (ConfigurationException e) {
      throw new RecordingException(e.getMessage() + "; the manifest is damaged", e);
    }
  }
}
