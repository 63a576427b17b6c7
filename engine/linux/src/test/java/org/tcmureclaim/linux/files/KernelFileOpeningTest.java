package org.tcmureclaim.linux.files;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.configuration.OperatorFile;
import org.tcmureclaim.host.files.FileOpening;
import org.tcmureclaim.host.files.FileOpening.NotRegularException;
import org.tcmureclaim.host.files.RegularFile;

/** A pipe has no writer in these tests: whoever waits for one waits without end. */
@Timeout(value = 60, unit = TimeUnit.SECONDS, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class KernelFileOpeningTest {
  private static final int READS = 5_000;

  private final Path folder;
  private final Path file;

  KernelFileOpeningTest(@TempDir Path folder) throws IOException {
    this.folder = folder;
    this.file = Files.writeString(folder.resolve("agent.yaml"), "mode: act\n");
  }

  @Test
  void agentsProgram_opensByTheKernelsMeans() {
    assertThat(FileOpening.OF_PROCESS).isInstanceOf(KernelFileOpening.class);
  }

  @Test
  void regularFile_isReadWhole_alsoThroughALink() throws IOException {
    byte[] large = new byte[100_000];
    large[99_999] = 7;
    Files.write(file, large);
    Path link = Files.createSymbolicLink(folder.resolve("link"), file);
    try (InputStream in = new KernelFileOpening().open(link, true)) {
      assertThat(in.readAllBytes()).isEqualTo(large);
      assertThat(in.read()).isEqualTo(-1);
    }
    assertThatThrownBy(() -> new KernelFileOpening().open(link, false))
        .isInstanceOf(FileSystemException.class)
        .hasMessageEndingWith(": is a symbolic link, which is not followed");
    assertThatThrownBy(() -> new KernelFileOpening().open(folder.resolve("none"), true))
        .isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void pipeAndDevice_areRefusedOnceOpened_withoutAWait() throws Exception {
    assertThatThrownBy(() -> new KernelFileOpening().open(pipe("fifo"), true))
        .isInstanceOf(NotRegularException.class)
        .hasMessageEndingWith("fifo: is a FIFO, a device or a socket; only regular files are read");
    assertThatThrownBy(() -> new KernelFileOpening().open(Path.of("/dev/zero"), true))
        .isInstanceOf(NotRegularException.class);
  }

  /** Between a look and an opening it is the pipe's turn every now and then. */
  @Test
  void fileThatTurnsIntoAPipeAgainAndAgain_isNeverWaitedFor() throws Exception {
    Path other = folder.resolve("other");
    Path pipe = pipe("fifo");
    Thread flipping =
        new Thread(
            () -> {
              try {
                while (!Thread.currentThread().isInterrupted()) {
                  Files.createLink(other, pipe);
                  Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
                  Files.writeString(other, "mode: act\n");
                  Files.move(other, file, StandardCopyOption.ATOMIC_MOVE);
                }
              } catch (IOException e) {
                throw new AssertionError(e);
              }
            });
    flipping.start();
    int tries = 0;
    int read = 0;
    // Where the other thread has no processor for long, all of them find the same of the two.
    while (tries < READS || read == 0 || read == 2 * tries) {
      tries++;
      read += reads(() -> OperatorFile.read(file, 100)) + reads(() -> RegularFile.read(file, 100));
    }
    flipping.interrupt();
    flipping.join();
  }

  private interface Reading {
    byte[] bytes() throws IOException;
  }

  private static int reads(Reading reading) {
    try {
      assertThat(new String(reading.bytes(), java.nio.charset.StandardCharsets.UTF_8))
          .isIn("mode: act\n", "");
      return 1;
    } catch (FileSystemException e) {
      assertThat(e.getReason()).contains("regular file");
      return 0;
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }

  private Path pipe(String name) throws IOException, InterruptedException {
    Path pipe = folder.resolve(name);
    assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor()).isZero();
    return pipe;
  }
}
