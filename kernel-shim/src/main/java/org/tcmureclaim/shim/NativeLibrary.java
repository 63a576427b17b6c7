package org.tcmureclaim.shim;

import org.jspecify.annotations.Nullable;

/** Whether this process can call the kernel: JNA needs a library of its own for that. */
public final class NativeLibrary {
  private static final @Nullable String PROBLEM = load();

  private NativeLibrary() {}

  private static @Nullable String load() {
    try {
      return PageSize.bytes() > 0 ? null : "the native library of JNA does not work";
    } catch (LinkageError e) {
      String reason = String.valueOf(e.getMessage()).strip();
      int end = reason.indexOf('\n');
      return "the native library of JNA cannot be loaded ("
          + (end < 0 ? reason : reason.substring(0, end))
          + "); start with bin/tcmu-reclaim, which has it beside its jars, or name a folder for"
          + " temporary files that is not mounted noexec: TCMU_RECLAIM_JVM_OPTIONS=-Djna.tmpdir=DIR";
    }
  }

  /** Why nothing of this package works, and what to do, in a sentence; null where all is well. */
  public static @Nullable String problem() {
    return PROBLEM;
  }
}
