package org.tcmureclaim.linux.usage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.BitSet;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.text.PrintableText;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.ProcessFd;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.snapshot.HandlerEnd;

/** A process that serves devices: which of their nodes it has mapped, and how it ends. */
final class ServingProcess implements MappedNodes, AutoCloseable {
  private static final String DELETED = " (deleted)";
  private static final int MOST_NAME_CHARACTERS = 200;

  private final int pid;
  private final int number;
  private final String program;
  private final NodeMappings mappings;
  private final MappingFile maps;
  private final ProcessStat stat;
  private final @Nullable ProcessFd process;
  private BitSet rows = new BitSet();

  private ServingProcess(
      Path folder, int pid, int number, ProcessStat stat, @Nullable ProcessFd process)
      throws SystemCallException {
    this.pid = pid;
    this.number = number;
    this.program = program(folder);
    this.stat = stat;
    this.process = process;
    this.mappings = new NodeMappings(new NodeVerifier(KernelPath.of(folder)), this);
    this.maps = MappingFile.open(folder.resolve("maps"), mappings);
  }

  /**
   * Opens a process.
   *
   * @param number by which snapshots know it
   * @param seesEnds whether this is the procfs of this process: else its numbers mean others here
   */
  static ServingProcess open(Path procRoot, int pid, int number, boolean seesEnds)
      throws SystemCallException {
    Path folder = procRoot.resolve(Integer.toString(pid));
    ProcessFd process = seesEnds ? ProcessFd.open(pid) : null;
    ProcessStat stat = null;
    try {
      stat = ProcessStat.open(folder);
      return new ServingProcess(folder, pid, number, stat, process);
    } catch (SystemCallException e) {
      if (stat != null) {
        stat.close();
      }
      if (process != null) {
        process.close();
      }
      throw e;
    }
  }

  /** What it runs: the same for each process of a program, and after an upgrade of it. */
  private static String program(Path folder) {
    String name;
    try {
      name = Files.readSymbolicLink(folder.resolve("exe")).toString();
    } catch (IOException e) {
      name = "a handler";
    }
    name = name.endsWith(DELETED) ? name.substring(0, name.length() - DELETED.length()) : name;
    name = PrintableText.oneLine(name);
    return name.length() > MOST_NAME_CHARACTERS ? name.substring(0, MOST_NAME_CHARACTERS) : name;
  }

  int pid() {
    return pid;
  }

  int number() {
    return number;
  }

  String program() {
    return program;
  }

  /** Becomes ready when it has ended; null where that cannot be seen. */
  @Nullable ProcessFd descriptor() {
    return process;
  }

  HandlerEnd end() {
    return stat.end();
  }

  /** Rows of the nodes that it has mapped, as of the last {@link #look}. */
  BitSet rows() {
    return rows;
  }

  /**
   * Looks which nodes it has mapped.
   *
   * @return whether it is alive
   */
  boolean look(WatchedNodes nodes) {
    BitSet before = rows;
    rows = new BitSet();
    mappings.begin(nodes);
    try {
      return maps.sweep();
    } catch (SystemCallException e) {
      rows = before;
      return e.errno() != Errno.ESRCH;
    } catch (HostException e) {
      rows = before;
      return true;
    }
  }

  @Override
  public void mapping(int row, long startAddress, long offsetBytes) {
    rows.set(row);
  }

  @Override
  public void resident(long residentBytes) {}

  @Override
  public void close() {
    maps.close();
    stat.close();
    if (process != null) {
      process.close();
    }
  }
}
