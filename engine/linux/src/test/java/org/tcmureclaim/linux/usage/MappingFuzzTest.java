package org.tcmureclaim.linux.usage;

import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.host.HostException;

/** maps and smaps of processes, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class MappingFuzzTest {
  private static void lines(byte[] input) {
    MappingParser parser =
        new MappingParser(
            "/proc/7/smaps",
            new MappingSink() {
              @Override
              public void mapping(
                  int uioNumber, long start, long end, long offset, long fileSystem, long inode) {
                require(uioNumber >= 0 && uioNumber < 1 << 24);
              }

              @Override
              public void resident(int uioNumber, long residentBytes) {
                require(residentBytes >= 0);
              }
            });
    parser.begin();
    int from = 0;
    for (int i = 0; i <= input.length; i++) {
      if (i == input.length || input[i] == '\n') {
        parser.line(input, from, i);
        from = i + 1;
      }
    }
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("a number that no kernel has");
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofBytes("smaps", MappingFuzzTest::lines)
            .refusing(HostException.class)
            .seeds(
                "7f0000000000-7f0040800000 rw-s 00000000 00:05 1234                       /dev/uio0\nSize:            1056768 kB\nRss:                4096 kB\n7f1000000000-7f1000001000 r--p 00000000 fe:00 77 /usr/lib/libc.so\nRss: 4 kB\n")
            .words(
                "/uio999999",
                "/dev/uio1",
                "Rss: ",
                " kB\n",
                " (deleted)",
                "ffffffffffffffff-",
                "-0 "));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
