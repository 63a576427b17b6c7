package org.tcmureclaim.linux.usage;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.TreeMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.linux.RecordedNotices;
import org.tcmureclaim.linux.device.DeviceInventory;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.snapshot.HandlerEnd;

/** Who serves which device on a made-up host, where ends are seen by looking only. */
final class ServingProcessesTest {
  private static final int RUNNER = 77;
  private static final int OTHER = 78;
  private static final String ZOMBIE = "77 (tcmu-runner) Z" + " 1".repeat(48) + " 11\n";

  private final FakeMachine machine;
  private final List<EndedProcess> ends = new ArrayList<>();
  private final ServingProcesses processes;
  private List<TcmuDevice> devices = List.of();
  private WatchedNodes nodes = WatchedNodes.NONE;

  ServingProcessesTest(@TempDir Path root) throws Exception {
    machine = new FakeMachine(root);
    processes = new ServingProcesses(machine.proc(""), () -> 5, new RecordedNotices(), ends::add);
  }

  @BeforeEach
  void addDevices() {
    machine.addDevice("a", 0);
    machine.addDevice("b", 1);
  }

  @AfterEach
  void close() {
    processes.close();
  }

  @Test
  void processThatMapsTheNode_servesTheDevice() throws Exception {
    maps(RUNNER, "/usr/bin/tcmu-runner (deleted)", new long[] {0, 4}, new long[] {1, 4});
    search();
    assertThat(served()).containsExactly("user_0/a 1", "user_0/b 1");
    assertThat(processes.all().get(0).program()).isEqualTo("/usr/bin/tcmu-runner");
    assertThat(processes.unserved(nodes)).isZero();
  }

  @Test
  void eachProcess_hasANumberOfItsOwn() throws Exception {
    maps(RUNNER, "/usr/bin/tcmu-runner", new long[] {0, 4});
    search();
    assertThat(processes.unserved(nodes)).isEqualTo(1);
    maps(OTHER, "/usr/bin/tcmu-runner", new long[] {1, 4});
    search();
    assertThat(served()).containsExactly("user_0/a 1", "user_0/b 2");
  }

  /** Who takes the number over must not inherit what is known of this one. */
  @Test
  void processThatServesNothingAnyMore_endedInOrder_andItsNumberIsFree() throws Exception {
    maps(RUNNER, "/usr/bin/tcmu-runner", new long[] {0, 4});
    search();
    maps(RUNNER, "/usr/bin/tcmu-runner");
    processes.look(nodes);
    assertThat(ends)
        .containsExactly(new EndedProcess(1, "/usr/bin/tcmu-runner", HandlerEnd.ORDERLY, 5));
    maps(OTHER, "/opt/other", new long[] {0, 4});
    search();
    assertThat(served()).containsExactly("user_0/a 1");
  }

  @Test
  void processThatHasEnded_isToldWithItsEnd() throws Exception {
    maps(RUNNER, "/usr/bin/tcmu-runner", new long[] {0, 4});
    search();
    FakeMachine.write(machine.proc(RUNNER + "/maps"), "");
    FakeMachine.write(machine.proc(RUNNER + "/stat"), ZOMBIE);
    processes.look(nodes);
    assertThat(ends)
        .containsExactly(new EndedProcess(1, "/usr/bin/tcmu-runner", HandlerEnd.FAULT, 5));
    assertThat(served()).isEmpty();
  }

  private void maps(int pid, String program, long[]... mappings) throws Exception {
    machine.processMaps(pid, mappings);
    Path exe = machine.proc(pid + "/exe");
    Files.deleteIfExists(exe);
    Files.createSymbolicLink(exe, Path.of(program));
    FakeMachine.write(machine.proc(pid + "/stat"), pid + " (a) S" + " 1".repeat(49) + "\n");
  }

  private void search() throws Exception {
    devices = new DeviceInventory(machine.configfs(), machine.sys()).scan();
    nodes = WatchedNodes.of(devices);
    processes.look(nodes);
    processes.search(nodes);
  }

  private List<String> served() {
    var byPath = new TreeMap<String, Integer>();
    processes
        .byDevice(nodes, devices)
        .forEach((key, process) -> byPath.put(key.path(), process.number()));
    return byPath.entrySet().stream().map(one -> one.getKey() + " " + one.getValue()).toList();
  }
}
