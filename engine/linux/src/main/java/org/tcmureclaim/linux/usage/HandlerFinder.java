package org.tcmureclaim.linux.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.KernelFolder;
import org.tcmureclaim.shim.KernelPath;
import org.tcmureclaim.shim.SystemCallException;

/**
 * Finds the processes that map UIO nodes by looking at all of them. Slow: for when a node's handler
 * is not known. One search reads a bounded amount and the next one goes on behind it, as any user
 * can make processes with very many mappings.
 */
final class HandlerFinder {
  private static final long MOST_BYTES = 256 << 20;

  private final Path procRoot;
  private int hidden;
  private int impostor;
  private int unverified;
  private int lastPid;

  HandlerFinder(Path procRoot) {
    this.procRoot = procRoot;
  }

  /**
   * Looks for processes that map one of the nodes.
   *
   * @param known need not be looked at
   * @return their PIDs
   */
  List<Integer> find(WatchedNodes nodes, Set<Integer> known) throws IOException {
    hidden = 0;
    impostor = 0;
    unverified = 0;
    List<Integer> found = new ArrayList<>();
    long readBytes = 0;
    for (int pid : pids()) {
      if (readBytes > MOST_BYTES) {
        return found;
      }
      lastPid = pid;
      if (!known.contains(pid)) {
        readBytes += look(pid, nodes, found);
      }
    }
    lastPid = 0;
    return found;
  }

  /** How many processes the last search was not allowed to look into. */
  int hidden() {
    return hidden;
  }

  /** The PID of a process that maps files named like the nodes; 0 where there was none. */
  int impostor() {
    return impostor;
  }

  /** The PID of a process whose mappings may not be looked at closely; 0 where there was none. */
  int unverified() {
    return unverified;
  }

  /** All PIDs in rising order, from where the search before ended, once around. */
  private List<Integer> pids() throws SystemCallException {
    TreeSet<Integer> pids = new TreeSet<>();
    for (KernelPath entry : KernelFolder.list(KernelPath.of(procRoot))) {
      String name = entry.name();
      if (name.matches("[1-9][0-9]{0,8}")) {
        pids.add(Integer.valueOf(name));
      }
    }
    List<Integer> order = new ArrayList<>(pids.tailSet(lastPid, false));
    order.addAll(pids.headSet(lastPid, true));
    return order;
  }

  /** Returns how much was read. */
  private long look(int pid, WatchedNodes nodes, List<Integer> found) throws SystemCallException {
    Path process = procRoot.resolve(Integer.toString(pid));
    var verifier = new NodeVerifier(KernelPath.of(process));
    var mappings = new NodeMappings(verifier, MappedNodes.IGNORED);
    mappings.begin(nodes);
    try (MappingFile maps = MappingFile.open(process.resolve("maps"), mappings)) {
      maps.sweep();
      if (mappings.hasNode()) {
        found.add(pid);
      } else if (mappings.denied() > 0) {
        unverified = pid;
      } else if (mappings.others() > 0) {
        impostor = pid;
      }
      return maps.sweptBytes();
    } catch (SystemCallException e) {
      if (e.errno() == Errno.EMFILE) {
        throw e;
      }
      if (e.errno() == Errno.EACCES || e.errno() == Errno.EPERM) {
        hidden++;
      }
      return 0; // It has ended, or hides itself.
    } catch (HostException e) {
      return 0; // Its text makes no sense; it is no handler, and the others go on.
    }
  }
}
