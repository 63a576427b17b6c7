package org.tcmureclaim.shim;

/** The size of a page of this machine's kernel. */
public final class PageSize {

  private PageSize() {}

  /** In bytes: 4096 on x86-64; 4096, 16384 or 65536 on arm64 (sysconf(3)). */
  public static long bytes() {
    return LibC.sysconf(LibC.SC_PAGESIZE);
  }
}
