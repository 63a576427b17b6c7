package org.tcmureclaim.linux.usage;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.OptionalInt;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.device.NodeNumber;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.snapshot.DeviceKey;

/** What the kernel shows of a handler, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HandlerFuzzTest {
  private static final int PID = 7;
  private static final long RING_PAGES = 600;
  private static final List<String> RANGES =
      List.of("7f0000000000-7f0040800000", "7f0040800000-7f0040900000");

  /** As many pages at most are present as there are, wherever they begin. */
  private static void pagemap(Path file) throws Exception {
    Files.writeString(file.resolveSibling("smaps"), "");
    try (HandlerProcess process = open(file, MappedNodes.IGNORED)) {
      for (long page : new long[] {0, 1, 100, 1L << 35, -1}) {
        long present = process.presentPages(page * 4_096, RING_PAGES);
        require(present >= 0 && present <= RING_PAGES);
      }
    }
  }

  /** Reads it in two passes, as the second one believes what the first one verified. */
  private static void smaps(Path file) throws Exception {
    UioMappings mappings = new UioMappings();
    WatchedNodes nodes = WatchedNodes.of(List.of(device(0), device(1)));
    Path mapFiles = Files.createDirectories(file.resolveSibling("map_files"));
    for (String range : RANGES) {
      Files.writeString(mapFiles.resolve(range), "");
    }
    try (HandlerProcess process = open(file, mappings)) {
      for (int pass = 0; pass < 2; pass++) {
        mappings.begin(nodes);
        mappings.sweeping(process);
        boolean unused = process.sweep(nodes);
        for (int claim = mappings.firstClaim(0);
            claim != UioMappings.NONE;
            claim = mappings.nextClaim(claim)) {
          require(mappings.residentBytes(claim) >= 0);
        }
      }
    }
  }

  private static TcmuDevice device(int number) {
    return new TcmuDevice(
        new DeviceKey("user_0/" + number, 1),
        KernelPath.of(Path.of("nowhere")),
        OptionalInt.of(number),
        NodeNumber.MADE_UP,
        1 << 20,
        "",
        "");
  }

  private static HandlerProcess open(Path file, MappedNodes into) throws SystemCallException {
    return HandlerProcess.open(file.resolveSibling("..").normalize(), PID, into);
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("a number that no handler has");
    }
  }

  private static byte[] pages(int... presentOfEight) {
    byte[] pages = new byte[8 * presentOfEight.length];
    for (int page = 0; page < presentOfEight.length; page++) {
      pages[8 * page + 7] = (byte) presentOfEight[page];
    }
    return pages;
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("pagemap", PID + "/pagemap", HandlerFuzzTest::pagemap)
            .refusing(SystemCallException.class)
            .seed(pages(0x80, 0, 0x80, 0x81, 0x40))
            .seed(new byte[20_000])
            .seed(new byte[] {1, 2, 3}),
        FuzzTarget.ofFile("smaps-file", PID + "/smaps", HandlerFuzzTest::smaps)
            .refusing(HostException.class, SystemCallException.class)
            .seeds(
                """
                7f0000000000-7f0040800000 rw-s 00000000 00:05 1234                       /dev/uio0
                Size:            1056768 kB
                Rss:                4096 kB
                7f0040800000-7f0040900000 rw-s 40800000 00:05 1234                       /dev/uio0
                Rss:                  64 kB
                7f1000000000-7f1000001000 r--p 00000000 fe:00 77 /usr/lib/libc.so
                Rss: 4 kB
                """)
            .words("/dev/uio1", "Rss: ", " kB\n", " (deleted)", "ffffffffffffffff-", "-0 "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
