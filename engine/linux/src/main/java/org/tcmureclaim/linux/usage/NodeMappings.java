package org.tcmureclaim.linux.usage;

import java.util.Arrays;
import java.util.List;
import org.tcmureclaim.linux.device.NodeNumber;
import org.tcmureclaim.linux.usage.NodeVerifier.Verdict;

/**
 * The mappings of one process that are of nodes, and not of files named like them. Each is verified
 * once; as long as address, file system, inode and size are the same, so is the verdict. In steady
 * state a pass allocates nothing and asks the kernel nothing.
 */
final class NodeMappings implements MappingSink {
  // A node is mapped once, or in a few pieces. What a process maps beyond that is not looked at.
  private static final int PIECES_PER_NODE = 4;
  private static final int SPARE_PIECES = 64;
  private static final int NONE = -1;
  private static final int FIELDS = 6;
  private static final List<Verdict> VERDICTS = List.of(Verdict.values());

  private final NodeVerifier verifier;
  private final MappedNodes into;
  private WatchedNodes nodes = WatchedNodes.NONE;

  // One row of FIELDS for each mapping of the pass before and of this one, in address order.
  private long[] before = new long[16 * FIELDS];
  private long[] now = new long[16 * FIELDS];
  private int sizeBefore;
  private int sizeNow;
  private int cursor;
  private int verified;
  private int others;
  private int denied;
  private int currentRow = NONE;

  NodeMappings(NodeVerifier verifier, MappedNodes into) {
    this.verifier = verifier;
    this.into = into;
  }

  /** Starts a pass. */
  void begin(WatchedNodes watched) {
    if (!watched.isSameAs(nodes)) {
      sizeNow = 0;
      nodes = watched;
    }
    long[] older = before;
    before = now;
    sizeBefore = sizeNow;
    now = older;
    sizeNow = 0;
    cursor = 0;
    verified = 0;
    others = 0;
    denied = 0;
    currentRow = NONE;
  }

  /** Whether this pass found that the process maps a node. */
  boolean hasNode() {
    return verified > 0;
  }

  /** How many files named like a node were none. */
  int others() {
    return others;
  }

  /** How many mappings may not be looked at. */
  int denied() {
    return denied;
  }

  @Override
  public void mapping(
      int uioNumber,
      long startAddress,
      long endAddress,
      long offsetBytes,
      long fileSystem,
      long inode) {
    currentRow = NONE;
    int row = nodes.rowOf(uioNumber);
    if (row < 0 || nodes.deviceNumber(row) == NodeNumber.UNKNOWN) {
      return; // Why it is not known was told where it was read.
    }
    if (sizeNow >= PIECES_PER_NODE * nodes.size() + SPARE_PIECES) {
      return;
    }
    Verdict verdict = known(startAddress, endAddress, fileSystem, inode, row);
    if (verdict == Verdict.GONE) {
      verdict = verifier.verify(startAddress, endAddress, nodes.deviceNumber(row));
    }
    if (verdict == Verdict.GONE) {
      return;
    }
    remember(startAddress, endAddress, fileSystem, inode, row, verdict);
    if (verdict == Verdict.NODE) {
      verified++;
      currentRow = row;
      into.mapping(row, startAddress, offsetBytes);
    } else if (verdict == Verdict.DENIED) {
      denied++;
    } else {
      others++;
    }
  }

  @Override
  public void resident(int uioNumber, long residentBytes) {
    if (currentRow != NONE) {
      into.resident(residentBytes);
    }
  }

  /** The verdict of the pass before; GONE where the mapping was not there or differed. */
  private Verdict known(long start, long end, long fileSystem, long inode, int row) {
    while (cursor < sizeBefore && before[cursor * FIELDS] < start) {
      cursor++;
    }
    int at = cursor * FIELDS;
    boolean same =
        cursor < sizeBefore
            && before[at] == start
            && before[at + 1] == end
            && before[at + 2] == fileSystem
            && before[at + 3] == inode
            && before[at + 4] == row;
    return same ? VERDICTS.get((int) before[at + 5]) : Verdict.GONE;
  }

  private void remember(
      long start, long end, long fileSystem, long inode, int row, Verdict verdict) {
    int at = sizeNow * FIELDS;
    if (at == now.length) {
      now = Arrays.copyOf(now, 2 * now.length);
    }
    now[at] = start;
    now[at + 1] = end;
    now[at + 2] = fileSystem;
    now[at + 3] = inode;
    now[at + 4] = row;
    now[at + 5] = VERDICTS.indexOf(verdict);
    sizeNow++;
  }
}
