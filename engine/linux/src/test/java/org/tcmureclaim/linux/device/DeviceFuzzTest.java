package org.tcmureclaim.linux.device;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.shim.KernelPath;

/** Names and attributes of devices, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class DeviceFuzzTest {
  /** Reads one. */
  private interface Reading {
    Object of(DeviceAttributes attributes) throws Exception;
  }

  private static FuzzTarget attribute(String name, Reading reading) {
    return FuzzTarget.ofFile(
        name.substring(name.indexOf('/') + 1),
        name,
        file -> {
          Path folder = name.contains("/") ? file.resolveSibling("..") : file.resolveSibling(".");
          List<String> problems = new ArrayList<>();
          KernelPath directory = KernelPath.of(folder.normalize());
          var unused = reading.of(new DeviceAttributes("user_0/a", directory, problems));
          problems.forEach(FuzzTarget::requirePrintable);
        });
  }

  private static void number(Path file) throws Exception {
    List<String> problems = new ArrayList<>();
    long unused = NodeNumber.read(KernelPath.of(file.resolveSibling(".").normalize()), problems);
    problems.forEach(FuzzTarget::requirePrintable);
  }

  private static void nodes(Path file) throws Exception {
    List<String> problems = new ArrayList<>();
    var unused =
        new UioNodes(file.resolveSibling("../../..").normalize()).scan(number -> false, problems);
    problems.forEach(FuzzTarget::requirePrintable);
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofText("uio-name", text -> UioNode.parse(UioNode.number(text), text, 7))
            .seeds("tcm-user/0/gold-1/file//srv/x.img", "uio7", "tcm-user/0")
            .words("tcm-user/", "/", "uio"),
        attribute("enable", attributes -> attributes.isEnabled()).seeds("1\n", "0\n"),
        attribute("wwn/vpd_unit_serial", attributes -> attributes.unitSerial())
            .seeds("T10 VPD Unit Serial Number: 7a3c\n"),
        attribute("attrib/cmd_ring_size_mb", attributes -> attributes.ringBytes())
            .seeds("8\n", "64\n"),
        FuzzTarget.ofFile("dev", "dev", DeviceFuzzTest::number).seeds("240:0\n"),
        FuzzTarget.ofFile("uio-nodes", "class/uio/uio7/name", DeviceFuzzTest::nodes)
            .seeds("tcm-user/0/gold-1/file//srv/x.img\n")
            .seed(new byte[] {'t', 'c', 'm', '-', 'u', 's', 'e', 'r', '/', '0', '/', (byte) 0xff}));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
