package org.tcmureclaim.linux.usage;

/** Hears of the mappings of UIO nodes in one process, in the order of their addresses. */
interface MappingSink {

  /**
   * A mapping was found.
   *
   * @param uioNumber N of {@code /dev/uioN}
   * @param startAddress of this mapping in the process
   * @param offsetBytes what of the node is mapped there
   */
  void mapping(int uioNumber, long startAddress, long offsetBytes);

  /** How much of the mapping reported last is resident; only smaps tells. */
  void resident(int uioNumber, long residentBytes);
}
