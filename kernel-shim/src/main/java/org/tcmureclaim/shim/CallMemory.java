package org.tcmureclaim.shim;

/**
 * Native memory of a thread for the arguments of one system call: thousands of small files are read
 * in each listing of the devices, and memory that is allocated for a call costs more than the call.
 * Each part is for a single method at a time, which calls none that uses the same part.
 */
final class CallMemory {
  private static final int PATH_BYTES = 4096; // PATH_MAX, which has room for the NUL
  static final int DATA_BYTES = 4096;

  private static final ThreadLocal<CallMemory> OF_THREAD = ThreadLocal.withInitial(CallMemory::new);

  private final NativeBuffer path = new NativeBuffer(PATH_BYTES);
  private final NativeBuffer data = new NativeBuffer(DATA_BYTES);

  private CallMemory() {}

  static CallMemory ofThread() {
    return OF_THREAD.get();
  }

  /**
   * The address of a path as C wants it, until the thread's next.
   *
   * @param call the system call that it is for
   * @throws SystemCallException ENAMETOOLONG, as the kernel has it
   */
  long path(KernelPath of, String call) throws SystemCallException {
    if (!of.copyTo(path)) {
      throw new SystemCallException(call, of.toString(), Errno.ENAMETOOLONG);
    }
    return path.address();
  }

  /** For what a call brings; holds anything before. */
  NativeBuffer data() {
    return data;
  }
}
