package org.tcmureclaim.linux.usage;

/** Hears of the nodes that a process really maps. */
interface MappedNodes {

  /** For a search, which only wants to know whether there are any. */
  MappedNodes IGNORED =
      new MappedNodes() {
        @Override
        public void mapping(int row, long startAddress, long offsetBytes) {}

        @Override
        public void resident(long residentBytes) {}
      };

  /**
   * A piece of a node is mapped.
   *
   * @param row of the node in {@link WatchedNodes}
   * @param startAddress in the process
   * @param offsetBytes what of the node is mapped there
   */
  void mapping(int row, long startAddress, long offsetBytes);

  /** How much of the piece reported last is resident. */
  void resident(long residentBytes);
}
