package org.tcmureclaim.shim;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;

/** Bytes of the kernel: events, mappings and names, whatever they are. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KernelBytesFuzzTest {
  /** Other bytes give another text. */
  private static void textOfBytes(byte[] input) {
    String text = LosslessText.of(input);
    byte[] other = input.clone();
    for (int i = 0; i < Math.min(other.length, 20); i++) {
      other[i] ^= (byte) 0x80;
      if (LosslessText.of(other).equals(text)) {
        throw new AssertionError("two names are one text: " + text);
      }
      other[i] ^= (byte) 0x80;
    }
  }

  /** What a module says of itself: it is suitable or refused. */
  private static void info(byte[] input) throws ReclaimUnavailableException {
    NativeBuffer argument = ReclaimInfo.argument();
    argument.copyFrom(input, Math.min(input.length, argument.sizeBytes()));
    ReclaimUnavailableException.requireSuitable(Path.of("/dev/x"), ReclaimInfo.read(argument));
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofBytes("uevent", input -> Uevent.isAboutUio(input, input.length))
            .seeds("add@/devices/virtual/uio/uio0\0ACTION=add\0SUBSYSTEM=uio\0")
            .words("SUBSYSTEM=uio\0", "SUBSYSTEM=uio"),
        FuzzTarget.ofText("code-mappings", CodeMapping::parse)
            .seeds(
                "55d0c0a00000-55d0c0a01000 r-xp 00000000 fe:00 123                        /usr/bin/java\n")
            .words("r-xp", "/usr", "ffffffffffffffff"),
        FuzzTarget.ofBytes("reclaim-info", KernelBytesFuzzTest::info)
            .refusing(ReclaimUnavailableException.class)
            .seed(new byte[ReclaimAbi.Info.BYTES]),
        FuzzTarget.ofBytes("lossless-text", KernelBytesFuzzTest::textOfBytes)
            .seeds("müller-1", "\\xNN \\x5C \\\\", "a\\xff")
            .seed(new byte[] {(byte) 0xff, 'a', (byte) 0xc3, '(', 0}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
