package org.tcmureclaim.shim;

/**
 * An entry of a folder as the folder lists it (readdir(3)).
 *
 * @param inode its number within the file system; of a link it is the link's own
 */
public record KernelEntry(KernelPath path, long inode) {}
