package org.tcmureclaim.linux.stock;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.linux.RecordedNotices;

/** The kernel's limit, and what an agent before left of it, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class LimitFuzzTest {
  private static final String BOOT_ID = "5b3c";
  private static final String PARAMETER =
      "sys/module/target_core_user/parameters/global_max_data_area_mb";

  /** It is lowered and put back as it was, or it is left as it was. */
  private static void limit(Path file) throws IOException {
    RecordedNotices notices = new RecordedNotices();
    byte[] before = Files.readAllBytes(file);
    Path root = rootOf(file, PARAMETER);
    LimitParameter parameter = LimitParameter.of(root.resolve("sys"));
    LeaseFile lease = new LeaseFile(root.resolve("run/stock.lease"));
    lease.delete();
    try (GlobalLimit limit = new GlobalLimit(parameter, lease, BOOT_ID, 1, notices)) {
      limit.lower();
      require(parameter.read() == 1 && lease.isThere());
      FuzzTarget.requirePrintable(limit.restore());
      require(parameter.read() == Long.parseLong(new String(before, US_ASCII).strip()));
    } catch (IOException e) {
      require(Arrays.equals(before, Files.readAllBytes(file)));
      throw e;
    } finally {
      require(!lease.isThere());
      notices.messages().forEach(FuzzTarget::requirePrintable);
    }
  }

  /** Only a lease of this boot that names this limit changes it, and to what it says. */
  private static void lease(Path file) throws IOException {
    Path root = rootOf(file, "run/stock.lease");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
    Path parameter = root.resolve(PARAMETER);
    Path proc = root.resolve("proc/sys/kernel/random");
    Files.createDirectories(proc);
    Files.createDirectories(parameter.getParent());
    Files.writeString(proc.resolve("boot_id"), BOOT_ID + "\n");
    Files.writeString(parameter, "1\n");
    String text = Files.readString(file, ISO_8859_1);
    text = text.replace("@PARAMETER", parameter.toString());
    Files.writeString(file, text, ISO_8859_1);
    RecordedNotices notices = new RecordedNotices();
    new LeaseKeeper(file, root.resolve("proc"), root.resolve("sys"), notices).recover();
    notices.messages().forEach(FuzzTarget::requirePrintable);
    String now = Files.readString(parameter).strip();
    require(now.equals("1") || text.contains("old_mb=" + now));
    require(!Files.exists(file));
  }

  /** Where an agent before kept its lease. */
  private static void leasePath(Path file) {
    RecordedNotices notices = new RecordedNotices();
    LeasePath path = new LeasePath(file.resolveSibling("agent.lock"), notices);
    path.earlier().ifPresent(lease -> require(lease.isAbsolute()));
    notices.messages().forEach(FuzzTarget::requirePrintable);
  }

  private static Path rootOf(Path file, String below) {
    Path root = file;
    for (Path unused : Path.of(below)) {
      root = root.resolveSibling(".").normalize();
    }
    return root;
  }

  private static void require(boolean holds) {
    if (!holds) {
      throw new AssertionError("the limit is not what it has to be");
    }
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofFile("limit-parameter", PARAMETER, LimitFuzzTest::limit)
            .refusing(IOException.class)
            .seeds("2048\n", "1\n", "0\n", "999999999999999999\n", ""),
        FuzzTarget.ofFile("lease-recovery", "run/stock.lease", LimitFuzzTest::lease)
            .seeds(
                "parameter=@PARAMETER\nold_mb=2048\nlowered_mb=1\npid=7\nboot_id=5b3c\n",
                "parameter=/sys/p\nold_mb=2048\nlowered_mb=1\npid=7\nboot_id=5b3c\n")
            .words("parameter=", "old_mb=", "pid=", "boot_id=", "lowered_mb=", "@PARAMETER"),
        FuzzTarget.ofFile("lease-path", "lease-path", LimitFuzzTest::leasePath)
            .seeds("/run/tcmu-reclaim/x.lease", "relative", ""));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
