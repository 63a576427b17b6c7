package org.tcmureclaim.linux.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.SystemCallException;

/**
 * The handlers of all devices and what of their mappings is resident. Used by the watching thread
 * only, because smaps of a busy process makes its reader wait.
 */
public final class Handlers implements AutoCloseable {
  private final Path procRoot;
  private final HandlerFinder finder;
  private final HandlerNotices notices;
  private final UioMappings mappings = new UioMappings();
  private final List<HandlerProcess> processes = new ArrayList<>();
  private WatchedNodes nodes = WatchedNodes.NONE;
  private boolean complete = true;

  public Handlers(Path procRoot, Notices notices) {
    this.procRoot = procRoot;
    this.finder = new HandlerFinder(procRoot);
    this.notices = new HandlerNotices(procRoot, notices);
  }

  /**
   * Says which devices' nodes are looked for from the next {@link #sweep} on.
   *
   * @param devices none of them half-configured
   */
  public void watch(List<TcmuDevice> devices) {
    nodes = WatchedNodes.of(devices);
  }

  /** What the last {@link #sweep} found. */
  UioMappings mappings() {
    return mappings;
  }

  /** Whether a process was found to map the node. */
  public boolean serve(int uioNumber) {
    return mappings.firstClaim(uioNumber) != UioMappings.NONE;
  }

  /** How many processes map the node. */
  public int processes(int uioNumber) {
    int count = 0;
    for (int claim = mappings.firstClaim(uioNumber);
        claim >= 0;
        claim = mappings.nextClaim(claim)) {
      count += isFirstOfProcess(uioNumber, claim) ? 1 : 0;
    }
    return count;
  }

  /** One process may map a node twice. */
  private boolean isFirstOfProcess(int uioNumber, int claim) {
    int first = mappings.firstClaim(uioNumber);
    while (mappings.process(first) != mappings.process(claim)) {
      first = mappings.nextClaim(first);
    }
    return first == claim;
  }

  /** The processes that map the node, in rising order; allocates. */
  public List<Integer> pids(int uioNumber) {
    TreeSet<Integer> pids = new TreeSet<>();
    for (int claim = mappings.firstClaim(uioNumber);
        claim >= 0;
        claim = mappings.nextClaim(claim)) {
      pids.add(mappings.process(claim).pid());
    }
    return List.copyOf(pids);
  }

  /** Whether the last {@link #sweep} could read every living handler. */
  public boolean isComplete() {
    return complete;
  }

  /**
   * Looks at the mappings of all known handlers. One that cannot be read does not keep the others
   * out; see {@link #isComplete}.
   *
   * @return false where one of them has ended
   */
  public boolean sweep() {
    mappings.begin(nodes);
    complete = true;
    boolean allAlive = true;
    for (int i = 0; i < processes.size(); i++) {
      HandlerProcess process = processes.get(i);
      mappings.sweeping(process);
      if (!isAlive(process)) {
        mappings.takeBack();
        process.close();
        processes.remove(i--);
        allAlive = false;
      }
    }
    return allAlive;
  }

  private boolean isAlive(HandlerProcess process) {
    try {
      return process.sweep(nodes);
    } catch (SystemCallException e) {
      if (e.errno() == Errno.ESRCH) {
        return false;
      }
      failed(process, e);
    } catch (HostException e) {
      failed(process, e);
    }
    return true;
  }

  private void failed(HandlerProcess process, Exception e) {
    mappings.takeBack();
    complete = false;
    notices.unreadable(process.pid(), e);
  }

  /**
   * Looks for handlers among all processes.
   *
   * @throws IOException if procfs cannot be read
   */
  public void search() throws IOException {
    Set<Integer> known = new HashSet<>();
    processes.forEach(process -> known.add(process.pid()));
    for (int pid : finder.find(nodes, known)) {
      try {
        processes.add(HandlerProcess.open(procRoot, pid, mappings));
      } catch (SystemCallException e) {
        notices.unreadable(pid, e);
      }
    }
    notices.searched(finder.hidden(), finder.unverified(), finder.impostor());
  }

  /** Why a handler may not have been found by the last {@link #search}, and what to do. */
  public String whatIsMissing() {
    return HandlerView.missing(procRoot, finder.hidden(), finder.unverified() != 0);
  }

  @Override
  public void close() {
    processes.forEach(HandlerProcess::close);
    processes.clear();
  }
}
