package org.tcmureclaim.configuration.glob;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.DeviceIdentity;

/**
 * What must all be true of a device; what is null need not be. Cheap to compare with others.
 *
 * <p>Two are equal if they are written alike.
 */
public final class DevicePattern {
  private static final int[] NOTHING = {};

  private final @Nullable Glob path;
  private final @Nullable Glob hba;
  private final @Nullable Glob name;
  private final @Nullable Glob devConfig;
  private final @Nullable Glob wwn;
  private final int[] pathBeginning;

  /**
   * A pattern of devices.
   *
   * @param path of HBA and name together
   * @param hba such as {@code user_0}
   * @param devConfig of what the handler was told
   */
  public DevicePattern(
      @Nullable Glob path,
      @Nullable Glob hba,
      @Nullable Glob name,
      @Nullable Glob devConfig,
      @Nullable Glob wwn) {
    this.path = path;
    this.hba = hba;
    this.name = name;
    this.devConfig = devConfig;
    this.wwn = wwn;
    List<Automaton> paths = paths();
    this.pathBeginning = paths.isEmpty() ? NOTHING : paths.get(0).literalBeginning();
  }

  /** Whether it asks for nothing and so is true of every device. */
  public boolean isOfEveryDevice() {
    return globs().findAny().isEmpty();
  }

  /** What it consists of. */
  public Stream<Glob> globs() {
    Stream.Builder<Glob> globs = Stream.builder();
    for (@Nullable Glob glob : Arrays.asList(path, hba, name, devConfig, wwn)) {
      if (glob != null) {
        globs.add(glob);
      }
    }
    return globs.build();
  }

  public boolean matches(DeviceIdentity device) {
    int slash = device.path().indexOf('/');
    return fits(path, device.path())
        && fits(hba, device.path().substring(0, Math.max(0, slash)))
        && fits(name, device.path().substring(slash + 1))
        && fits(devConfig, device.devConfig())
        && fits(wwn, device.wwn());
  }

  private static boolean fits(@Nullable Glob glob, String text) {
    return glob == null || glob.matches(text);
  }

  /** All that a path must be one of; empty where any will do. */
  List<Automaton> paths() {
    List<Automaton> paths = new ArrayList<>();
    if (path != null) {
      paths.add(path.automaton());
    }
    if (hba != null || name != null) {
      paths.add(DevicePaths.of(hba, name));
    }
    return paths;
  }

  /** The symbols that a device's text for a kind begins with; none where it may be any. */
  int[] beginning(DeviceText text) {
    return switch (text) {
      case PATH -> pathBeginning;
      case DEV_CONFIG -> beginning(devConfig);
      case WWN -> beginning(wwn);
    };
  }

  private static int[] beginning(@Nullable Glob glob) {
    return glob == null ? NOTHING : glob.beginning();
  }

  @Nullable Automaton devConfig() {
    return devConfig == null ? null : devConfig.automaton();
  }

  @Nullable Automaton wwn() {
    return wwn == null ? null : wwn.automaton();
  }

  /**
   * Whether texts begin in ways that exclude each other. False does not mean that the patterns
   * meet.
   */
  boolean beginsOtherwiseThan(DevicePattern other) {
    for (DeviceText text : DeviceText.values()) {
      int[] mine = beginning(text);
      int[] others = other.beginning(text);
      int common = Math.min(mine.length, others.length);
      if (Arrays.mismatch(mine, 0, common, others, 0, common) >= 0) {
        return true;
      }
    }
    return false;
  }
}
