package org.tcmureclaim.linux.usage;

/** Hears of the mappings of files named like UIO nodes in one process, in address order. */
interface MappingSink {

  /**
   * A mapping was found.
   *
   * @param uioNumber N of {@code uioN}, the last part of the file's path
   * @param startAddress of this mapping in the process
   * @param endAddress behind its last byte
   * @param offsetBytes what of the file is mapped there
   * @param fileSystem that the file is on
   * @param inode of the file
   */
  void mapping(
      int uioNumber,
      long startAddress,
      long endAddress,
      long offsetBytes,
      long fileSystem,
      long inode);

  /** How much of the mapping reported last is resident; only smaps tells. */
  void resident(int uioNumber, long residentBytes);
}
