package org.tcmureclaim.linux.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

final class MappingParserTest {
  private final List<String> heard = new ArrayList<>();
  private final MappingParser parser = new MappingParser("/proc/1/smaps", new Recorder());

  @Test
  void smaps_uioAmongOthers_isReportedWithItsRss() {
    parse(
        """
        557e3a2f1000-557e3a2f5000 r--p 00000000 fe:01 393246    /usr/bin/tcmu-runner
        Rss:                  16 kB
        7f12a0000000-7f12e0800000 rw-s 00001000 00:06 412       /dev/uio17
        Size:            1056768 kB
        Rss:                1234 kB
        Shared_Dirty:       1234 kB
        Rss:                9999 kB
        7ffd1c000000-7ffd1c021000 rw-p 00000000 00:00 0         [stack]
        Rss:                  20 kB
        """);
    assertThat(heard).containsExactly("17 at 7f12a0000000 from 4096", "17 holds 1263616");
  }

  @Test
  void maps_nodeInAContainer_isKnownByItsName() {
    parse("7f0000000000-7f0000100000 rw-s 00000000 00:06 412       /host/dev/uio0");
    assertThat(heard).containsExactly("0 at 7f0000000000 from 0");
  }

  @ParameterizedTest
  @ValueSource(
      strings = {"/dev/uio", "/dev/uio1x", "/dev/xuio1", "/dev/uio1 (deleted)", "/dev/vfio/7"})
  void maps_otherPaths_areIgnored(String path) {
    parse("7f0000000000-7f0000100000 rw-s 00000000 00:06 412       " + path);
    assertThat(heard).isEmpty();
  }

  @Test
  void begin_afterATornPass_forgetsTheMapping() {
    parse("7f0000000000-7f0000100000 rw-s 00000000 00:06 412       /dev/uio3");
    parser.begin();
    parse("Rss:  4 kB");
    assertThat(heard).containsExactly("3 at 7f0000000000 from 0");
  }

  @Test
  void smaps_malformed_namesTheFileAndTheText() {
    String header = "7f0000000000-7f0000100000 rw-s 00000000 00:06 412  /dev/uio3\n";
    assertThatThrownBy(() -> parse(header + "Rss:  4 MB"))
        .hasMessage("/proc/1/smaps: expected a size in kB, found '  4 MB'");
    assertThatThrownBy(() -> parse("zz-7f0000100000 rw-s 00000000 00:06 412  /dev/uio3"))
        .hasMessageStartingWith("/proc/1/smaps: expected a hexadecimal number, found 'zz-7f");
  }

  private void parse(String text) {
    for (String line : text.lines().toList()) {
      byte[] bytes = ("#" + line + "#").getBytes(StandardCharsets.UTF_8);
      parser.line(bytes, 1, bytes.length - 1);
    }
  }

  private final class Recorder implements MappingSink {
    @Override
    public void mapping(
        int uioNumber,
        long startAddress,
        long endAddress,
        long offsetBytes,
        long fileSystem,
        long inode) {
      assertThat(endAddress).isGreaterThan(startAddress);
      assertThat(fileSystem).isEqualTo(6);
      assertThat(inode).isEqualTo(412);
      heard.add(uioNumber + " at " + Long.toHexString(startAddress) + " from " + offsetBytes);
    }

    @Override
    public void resident(int uioNumber, long residentBytes) {
      heard.add(uioNumber + " holds " + residentBytes);
    }
  }
}
