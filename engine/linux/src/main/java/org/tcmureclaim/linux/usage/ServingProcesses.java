package org.tcmureclaim.linux.usage;

import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.LongSupplier;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.linux.device.TcmuDevice;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HandlerEnd;

/**
 * All processes that serve devices. A number is given again once the end of its process was told,
 * or its devices are another's. Used by one thread.
 */
final class ServingProcesses implements AutoCloseable {
  private static final Path OWN_PROC = Path.of("/proc");

  private final Path procRoot;
  private final HandlerFinder finder;
  private final LongSupplier clock;
  private final Notices notices;
  private final Consumer<EndedProcess> ended;
  private final List<ServingProcess> all = new ArrayList<>();
  private final BitSet numbers = new BitSet();
  private boolean toldUnseen;
  private boolean seesEnds;

  ServingProcesses(
      Path procRoot, LongSupplier clock, Notices notices, Consumer<EndedProcess> ended) {
    this.procRoot = procRoot;
    this.finder = new HandlerFinder(procRoot);
    this.clock = clock;
    this.notices = notices;
    this.ended = ended;
    this.seesEnds = procRoot.equals(OWN_PROC);
    numbers.set(0);
  }

  List<ServingProcess> all() {
    return all;
  }

  /** Looks again at those that are known; what maps no node any more serves nothing. */
  void look(WatchedNodes nodes) {
    for (int i = 0; i < all.size(); i++) {
      ServingProcess process = all.get(i);
      boolean alive = process.look(nodes);
      if (!alive && process.descriptor() == null) {
        end(process, process.end());
        i--;
      } else if (alive && process.rows().isEmpty() && nodes.size() > 0) {
        end(process, HandlerEnd.ORDERLY); // It has nothing left to serve.
        i--;
      }
    }
  }

  /** Looks among all processes for those that are not known. */
  void search(WatchedNodes nodes) throws IOException {
    Set<Integer> known = new HashSet<>();
    all.forEach(process -> known.add(process.pid()));
    for (int pid : finder.find(nodes, known)) {
      open(pid, nodes);
    }
  }

  private void open(int pid, WatchedNodes nodes) throws SystemCallException {
    int number = numbers.nextClearBit(0);
    try {
      ServingProcess process = ServingProcess.open(procRoot, pid, number, seesEnds);
      numbers.set(number);
      all.add(process);
      boolean unused = process.look(nodes);
    } catch (SystemCallException e) {
      if (e.errno() == Errno.EMFILE) {
        throw e;
      }
      if (e.errno() != Errno.ESRCH && e.errno() != Errno.ENOENT) {
        seesEnds = false;
        tellUnseen(e);
      }
    }
  }

  private void tellUnseen(SystemCallException e) {
    if (!toldUnseen) {
      toldUnseen = true;
      notices.warn(
          "how handlers end cannot be seen, so each end counts as unexpected: " + e.getMessage());
    }
  }

  /**
   * A process serves nothing any more. One that has begun to end is none: its descriptor tells when
   * it has, and only then can be seen how.
   */
  void end(ServingProcess process, HandlerEnd how) {
    ended.accept(new EndedProcess(process.number(), process.program(), how, clock.getAsLong()));
    drop(process);
  }

  private void drop(ServingProcess process) {
    boolean unused = all.remove(process);
    numbers.clear(process.number());
    process.close();
  }

  /** How many of the nodes nobody was found to have mapped. */
  int unserved(WatchedNodes nodes) {
    BitSet served = new BitSet();
    all.forEach(process -> served.or(process.rows()));
    return nodes.size() - served.cardinality();
  }

  /** Who serves which device; where several do, the one that was found last. */
  Map<DeviceKey, ServingProcess> byDevice(WatchedNodes nodes, List<TcmuDevice> devices) {
    TcmuDevice[] byRow = new TcmuDevice[nodes.size()];
    for (TcmuDevice device : devices) {
      int row = nodes.rowOf(device.uioNumber().orElseThrow());
      if (row >= 0) {
        byRow[row] = device;
      }
    }
    Map<DeviceKey, ServingProcess> found = new HashMap<>();
    for (ServingProcess process : all) {
      BitSet rows = process.rows();
      for (int row = rows.nextSetBit(0); row >= 0; row = rows.nextSetBit(row + 1)) {
        if (row < byRow.length && byRow[row] != null) {
          found.put(byRow[row].key(), process);
        }
      }
    }
    return found;
  }

  @Override
  public void close() {
    all.forEach(ServingProcess::close);
    all.clear();
  }
}
