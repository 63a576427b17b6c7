package org.tcmureclaim.agent.assembly;

import java.io.File;
import java.nio.file.Path;
import org.tcmureclaim.agent.cli.HeapChoice;
import org.tcmureclaim.agent.cli.LargerHeap;
import org.tcmureclaim.agent.config.HeapLimit;
import org.tcmureclaim.agent.config.HeapNeed;
import org.tcmureclaim.agent.config.LoadedConfig;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.host.Notices;

/** The heap of this process, and whether it is enough. */
final class AgentHeap {
  /** An estimate that is wrong by so much must not keep an agent from running that would run. */
  private static final double ESTIMATED_ABOVE = 1.25;

  private static final long MEBIBYTE = 1 << 20;

  private static final String HBA = "user_";
  private static final String FILE_OF_HBA = "hba_";

  private final HeapChoice choice;
  private final long bytes;
  private final HeapLimit limit;

  AgentHeap(HeapChoice choice, long bytes, HeapLimit limit) {
    this.choice = choice;
    this.bytes = bytes;
    this.limit = limit;
  }

  /** That of this process. */
  static AgentHeap of(HeapChoice choice) {
    return new AgentHeap(choice, bytes(), HeapLimit.ofMachine());
  }

  static long bytes() {
    return Runtime.getRuntime().maxMemory();
  }

  /**
   * Before a host is opened: sees to it that there is room for it, and on a real one for twice as
   * many LUNs as there are.
   *
   * @throws LargerHeap where another process is to have it
   * @throws ConfigurationException where this host has no memory for such a heap
   */
  void fit(LoadedConfig loaded, HeapNeed now, HeapNeed later, Notices notices) {
    if (!choice.free()) {
      return;
    }
    HeapNeed wanted = later.withRoom(loaded.fileBytes());
    if (now.heapMebibytes() > limit.mebibytes()) {
      throw new ConfigurationException("tcmu-reclaim: " + now.tooMuch(limit.mebibytes()));
    }
    long mebibytes = Math.min(wanted.heapMebibytes(), limit.mebibytes());
    if (!wanted.fits(bytes) && choice.allows(mebibytes) && isLarger(mebibytes, bytes)) {
      throw new LargerHeap(mebibytes, wanted.what());
    }
    if (choice.askedMebibytes() > 0) {
      notices.info(
          "restarted with %d MiB of heap, for %s"
              .formatted(choice.askedMebibytes(), wanted.what()));
    }
  }

  /** Whether a JVM with so much would have more than this one, which does not count all of it. */
  static boolean isLarger(long mebibytes, long heapBytes) {
    return HeapNeed.countedMebibytes(mebibytes) > heapBytes / MEBIBYTE;
  }

  /** LUNs that configfs has, whether they are in use or not. */
  static int luns(Path configfs) {
    int luns = 0;
    File core = configfs.resolve("target/core").toFile();
    for (String hba : names(core)) {
      if (hba.startsWith(HBA)) {
        for (String lun : names(new File(core, hba))) {
          luns += lun.startsWith(FILE_OF_HBA) ? 0 : 1;
        }
      }
    }
    return luns;
  }

  private static String[] names(File folder) {
    String[] names = folder.list();
    return names == null ? new String[0] : names;
  }

  /**
   * Refuses to begin what would end with an OutOfMemoryError.
   *
   * @throws ConfigurationException with what is needed and what there is
   */
  static void require(HeapNeed need) {
    need.problem(bytes())
        .ifPresent(
            problem -> {
              throw new ConfigurationException("tcmu-reclaim: " + problem);
            });
  }

  /** The same on a host that needs its agent: refuses only what surely does not fit. */
  static void requireAbout(HeapNeed need) {
    if (need.problem((long) (bytes() * ESTIMATED_ABOVE)).isPresent()) {
      require(need);
    }
  }
}
