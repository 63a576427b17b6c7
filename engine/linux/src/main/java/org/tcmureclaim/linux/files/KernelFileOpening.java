package org.tcmureclaim.linux.files;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.tcmureclaim.host.files.FileOpening;
import org.tcmureclaim.shim.Errno;
import org.tcmureclaim.shim.NativeLibrary;
import org.tcmureclaim.shim.RegularInput;
import org.tcmureclaim.shim.SystemCallException;

/** Opens with {@code O_NONBLOCK} and looks then; what a pipe is, is never waited for. */
public final class KernelFileOpening implements FileOpening {

  @Override
  public InputStream open(Path file, boolean followLinks) throws IOException {
    if (NativeLibrary.problem() != null) {
      return FileOpening.LOOKS_FIRST.open(file, followLinks);
    }
    try {
      InputStream opened = RegularInput.open(file, followLinks);
      if (opened == null) {
        throw new NotRegularException(file);
      }
      return opened;
    } catch (SystemCallException e) {
      throw asJava(file, e);
    }
  }

  private static FileSystemException asJava(Path file, SystemCallException e) {
    String path = file.toString();
    FileSystemException thrown =
        switch (e.errno()) {
          case Errno.ENOENT -> new NoSuchFileException(path);
          case Errno.EACCES, Errno.EPERM -> new AccessDeniedException(path);
          case Errno.ENXIO -> new NotRegularException(file); // A socket.
          case Errno.ELOOP ->
              new FileSystemException(path, null, "is a symbolic link, which is not followed");
          default -> new FileSystemException(path, null, Errno.text(e.errno()));
        };
    thrown.initCause(e);
    return thrown;
  }
}
