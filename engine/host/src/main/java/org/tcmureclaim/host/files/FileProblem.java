package org.tcmureclaim.host.files;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** What is wrong with a file, with its name, for an operator. */
public final class FileProblem {
  private FileProblem() {}

  /** The same where the error may not say of which file it is. */
  public static String text(Path file, IOException e) {
    String text = text(e);
    return text.contains(file.toString()) ? text : file + ": " + text;
  }

  /** Such as {@code /var/lib/x: permission denied}. */
  public static String text(IOException e) {
    if (!(e instanceof FileSystemException problem) || problem.getFile() == null) {
      String message = e.getMessage();
      return message == null ? e.toString() : message;
    }
    if (e instanceof NoSuchFileException) {
      return problem.getFile() + ": no such file or folder";
    }
    if (e instanceof AccessDeniedException) {
      return problem.getFile() + ": permission denied";
    }
    if (e instanceof FileAlreadyExistsException) {
      return problem.getFile() + ": something else is there already";
    }
    if (e instanceof FileSystemLoopException) {
      return problem.getFile() + ": symbolic links lead in a circle";
    }
    return String.valueOf(problem.getMessage());
  }
}
