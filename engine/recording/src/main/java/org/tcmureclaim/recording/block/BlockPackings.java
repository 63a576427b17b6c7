package org.tcmureclaim.recording.block;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.ServiceLoader;

/** The packings that there are: gzip always, others where the class path has them. */
public final class BlockPackings {
  /** What agents write. */
  public static final BlockPacking GZIP = new GzipPacking();

  private static final List<BlockPacking> ALL = load();

  private BlockPackings() {}

  /** All of them, gzip first. */
  public static List<BlockPacking> all() {
    return ALL;
  }

  /** One by its label. */
  public static Optional<BlockPacking> named(String label) {
    return ALL.stream().filter(packing -> packing.label().equals(label)).findFirst();
  }

  private static List<BlockPacking> load() {
    List<BlockPacking> all = new ArrayList<>();
    all.add(GZIP);
    ServiceLoader.load(BlockPacking.class).forEach(all::add);
    return List.copyOf(all);
  }
}
