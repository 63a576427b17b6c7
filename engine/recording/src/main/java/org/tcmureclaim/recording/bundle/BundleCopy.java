package org.tcmureclaim.recording.bundle;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.tcmureclaim.host.files.RegularFile;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.host.files.WholeFile;
import org.tcmureclaim.recording.UnwritableException;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.block.BlockPackings;
import org.tcmureclaim.recording.table.EventKind;
import org.tcmureclaim.recording.table.EventRow;
import org.tcmureclaim.recording.table.ReasonRow;

/** Copies what some rules want of a recording into another one. */
public final class BundleCopy {
  private static final Pattern CONFIGURATION =
      Pattern.compile("settings-[0-9]+\\.json|configuration-[0-9]+");

  private final CopyRules rules;
  private final BundleWriter to;
  private boolean begun;
  private long ticks;

  private BundleCopy(CopyRules rules, BundleWriter to) {
    this.rules = rules;
    this.to = to;
  }

  /**
   * Copies to a folder that must be empty or not there. Nothing is made where there is nothing.
   *
   * @return the number of ticks that were copied
   * @throws RecordingException where it cannot be read or written
   */
  public static long copy(BundleReader from, Path folder, CopyRules rules) {
    return copy(from, folder, rules, BlockPackings.GZIP);
  }

  /** The same in another packing. */
  public static long copy(BundleReader from, Path folder, CopyRules rules, BlockPacking packing) {
    try {
      boolean more = from.next();
      while (more && from.tick().atNanos() < rules.fromNanos()) {
        more = from.next();
      }
      if (!more || from.tick().atNanos() >= rules.toNanos()) {
        return 0;
      }
      requireEmpty(folder);
      Manifest manifest = rules.whole() ? from.manifest() : from.manifest().unnamed();
      try (BundleWriter to = new BundleWriter(folder, manifest, SegmentLimits.single(), packing)) {
        BundleCopy copy = new BundleCopy(rules, to);
        while (more && from.tick().atNanos() < rules.toNanos()) {
          copy.tick(from.tick());
          more = from.next();
        }
        if (rules.whole()) {
          copyConfigurations(from.folder(), folder);
        }
        return copy.ticks;
      }
    } catch (IOException e) {
      throw new UnwritableException(folder + ": cannot be written: " + e.getMessage(), e);
    }
  }

  /** A folder that something can be written into without mixing it with other things. */
  public static void requireEmpty(Path folder) throws IOException {
    if (Files.isDirectory(folder)) {
      try (Stream<Path> files = Files.list(folder)) {
        if (files.findAny().isPresent()) {
          throw new UnwritableException(folder + " is not empty; name a folder that is not there");
        }
      }
    }
  }

  private void tick(RecordedTick tick) throws IOException {
    to.begin(tick.number(), tick.atNanos(), tick.hostValues());
    boolean first = !begun;
    if (first) {
      begun = true;
      seed(tick);
    }
    for (EventRow event : tick.events()) {
      event(event, tick);
    }
    for (RecordedDevice device : tick.devices().all()) {
      if (first || device.isChanged() || device.hasChangedRungs()) {
        rules.device().apply(device.name()).ifPresent(n -> to.devices().get(n).copy(device));
      }
    }
    if (tick.decision() != null) {
      to.decision(tick.decision());
    }
    for (ReasonRow reason : tick.reasons()) {
      rules
          .device()
          .apply(reason.dev())
          .ifPresent(
              name ->
                  to.reason(
                      new ReasonRow(
                          name,
                          reason.verdict(),
                          reason.rule(),
                          reason.keepBlocks(),
                          reason.expectedBlocks())));
    }
    boolean unused = to.end();
    ticks++;
  }

  /** The devices that came before the range, and the configuration that was in force. */
  private void seed(RecordedTick tick) {
    EventRow configuration = tick.configuration();
    if (rules.whole() && configuration != null && !tick.events().contains(configuration)) {
      to.event(new EventRow(EventKind.IN_FORCE, "", configuration.blocks(), configuration.note()));
    }
    List<EventRow> events = tick.events();
    for (RecordedDevice device : tick.devices().all()) {
      boolean comes =
          events.stream()
              .anyMatch(e -> e.kind() == EventKind.ATTACH && e.dev().equals(device.name()));
      Optional<String> name = rules.device().apply(device.name());
      if (!comes && name.isPresent()) {
        RecordedDevice copy = to.devices().get(name.get());
        copy.customer(rules.customer().apply(device.customer()));
        copy.devConfig(rules.whole() ? device.devConfig() : "");
      }
    }
  }

  private void event(EventRow event, RecordedTick tick) {
    switch (event.kind()) {
      case KEYFRAME -> dropGone(tick);
      case IN_FORCE -> {}
      case PRESENT, ATTACH, CUSTOMER -> pass(event, rules.customer().apply(event.note()));
      case IDENTITY, CONFIGURED, HELD -> {
        if (rules.whole()) {
          pass(event, event.note());
        }
      }
      case SETTLED -> pass(event, rules.whole() ? event.note() : event.note().split(" ", 2)[0]);
      default -> pass(event, event.note());
    }
  }

  private void pass(EventRow event, String note) {
    Optional<String> name =
        event.dev().isEmpty() ? Optional.of("") : rules.device().apply(event.dev());
    if (name.isEmpty() || isKnown(event, name.get())) {
      return;
    }
    EventKind kind = event.kind() == EventKind.PRESENT ? EventKind.ATTACH : event.kind();
    to.event(
        new EventRow(
            kind, name.get(), event.blocks(), event.atNanos(), event.durationNanos(), note));
  }

  /** Segments of the source say again what is known already. */
  private boolean isKnown(EventRow event, String name) {
    RecordedDevice known = to.devices().find(name);
    return known != null
        && (event.kind() == EventKind.PRESENT
            || (event.kind() == EventKind.IDENTITY && known.devConfig().equals(event.note())));
  }

  /** After a gap, those that went unseen. */
  private void dropGone(RecordedTick tick) {
    List<String> present =
        tick.devices().all().stream()
            .map(device -> rules.device().apply(device.name()))
            .flatMap(Optional::stream)
            .toList();
    List<String> gone =
        to.devices().all().stream()
            .map(RecordedDevice::name)
            .filter(name -> !present.contains(name))
            .toList();
    boolean leave = tick.events().stream().anyMatch(event -> event.kind() == EventKind.DETACH);
    for (String name : leave ? List.<String>of() : gone) {
      to.event(new EventRow(EventKind.DETACH, name, 0, ""));
    }
  }

  /** Regular files only: what a link leads to is no part of the recording. */
  private static void copyConfigurations(Path from, Path to) throws IOException {
    try (Stream<Path> files = Files.walk(from, 3)) {
      for (Path file : files.filter(RegularFile::is).toList()) {
        Path relative = from.relativize(file);
        if (CONFIGURATION.matcher(relative.getName(0).toString()).matches()) {
          Path copy = to.resolve(relative);
          StateFolder.create(Objects.requireNonNull(copy.getParent()));
          copy(file, copy);
        }
      }
    }
  }

  private static void copy(Path from, Path to) throws IOException {
    try (InputStream in = RegularFile.open(from);
        WholeFile whole = WholeFile.createPrivate(to)) {
      long unused = in.transferTo(whole.out());
      whole.complete();
    }
  }
}
