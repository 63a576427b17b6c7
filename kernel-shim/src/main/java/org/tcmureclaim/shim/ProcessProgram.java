package org.tcmureclaim.shim;

import java.io.File;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * The program that this process runs: its command line, and another in its place (execv(2)). The
 * process keeps its number, its environment, its limits, and the files that it was started with;
 * what it had locked in memory is no longer.
 */
public final class ProcessProgram {
  private static final Path COMMAND_LINE = Path.of("/proc/self/cmdline");
  private static final File DESCRIPTORS = new File("/proc/self/fd");

  /** Its first three are standard input, output and error. */
  private static final int FIRST_OWN_DESCRIPTOR = 3;

  private ProcessProgram() {}

  /**
   * The command line that it was started with. Each byte is one character, whatever it stands for:
   * {@link #replace} takes it back as it is.
   */
  public static List<String> commandLine() throws IOException {
    String all = new String(Files.readAllBytes(COMMAND_LINE), StandardCharsets.ISO_8859_1);
    List<String> arguments = new ArrayList<>();
    int begin = 0;
    for (int end = all.indexOf('\0'); end >= 0; end = all.indexOf('\0', begin)) {
      arguments.add(all.substring(begin, end));
      begin = end + 1;
    }
    return arguments;
  }

  /**
   * Runs another program in the place of this one. All threads end in the middle of what they do,
   * so everything must have been closed that others rely on. Returns only where that fails, and
   * this program goes on.
   *
   * @param command its path first; bytes as characters, as {@link #commandLine} has them
   * @throws SystemCallException always
   */
  public static void replace(List<String> command) throws SystemCallException {
    closeOnReplacing();
    List<NativeBuffer> texts =
        command.stream()
            .map(text -> NativeBuffer.cString(text.getBytes(StandardCharsets.ISO_8859_1)))
            .toList();
    try (NativeBuffer arguments = new NativeBuffer((texts.size() + 1) * Long.BYTES)) {
      for (int i = 0; i < texts.size(); i++) {
        arguments.putLong(i * Long.BYTES, texts.get(i).address());
      }
      int unused = LibC.execv(texts.get(0).address(), arguments.address());
      throw new SystemCallException("execv", command.get(0), LibC.errno());
    } finally {
      texts.forEach(NativeBuffer::close);
    }
  }

  /** Java opens some files so that another program would still have them open. */
  private static void closeOnReplacing() {
    String[] names = DESCRIPTORS.list();
    for (String name : names == null ? new String[0] : names) {
      int fd = Integer.parseInt(name);
      if (fd >= FIRST_OWN_DESCRIPTOR) {
        int unused = LibC.ioctl(fd, LibC.FIOCLEX, 0); // The folder's own is gone by now.
      }
    }
  }
}
