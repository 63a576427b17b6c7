package org.tcmureclaim.fuzz;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/**
 * A parser that must take any input: it reads it, or refuses it with an exception of its own whose
 * message can be shown, and needs no more memory than it may. Time is bounded by who runs it.
 */
public final class FuzzTarget {
  private static final long MOST_ALLOCATED_BYTES = 256L << 20;

  private final String name;
  private final Body body;
  private final List<Class<? extends Exception>> refusals = new ArrayList<>();
  private final List<byte[]> seeds = new ArrayList<>();
  private final List<byte[]> words = new ArrayList<>();
  private long mostAllocatedBytes = MOST_ALLOCATED_BYTES;

  /** Reads an input. */
  @FunctionalInterface
  public interface Body {
    void read(byte[] input) throws Exception;
  }

  /** Reads an input from a file. */
  @FunctionalInterface
  public interface FileBody {
    void read(Path file) throws Exception;
  }

  private FuzzTarget(String name, Body body) {
    this.name = name;
    this.body = body;
  }

  /** A parser of bytes. */
  public static FuzzTarget ofBytes(String name, Body body) {
    return new FuzzTarget(name, body);
  }

  /** A parser of text, which gets the bytes as UTF-8. */
  public static FuzzTarget ofText(String name, TextBody body) {
    return new FuzzTarget(name, input -> body.read(new String(input, StandardCharsets.UTF_8)));
  }

  /** Reads a text. */
  @FunctionalInterface
  public interface TextBody {
    void read(String input) throws Exception;
  }

  /** A parser of a file of this name, which is in a folder of its own. */
  public static FuzzTarget ofFile(String name, String fileName, FileBody body) {
    return new FuzzTarget(
        name,
        input -> {
          Path file = ScratchFolder.of(name).resolve(fileName);
          Files.createDirectories(file.getParent());
          Files.write(file, input);
          body.read(file);
        });
  }

  /** Exceptions of these classes are the parser's own word for bad input. */
  @SafeVarargs
  public final FuzzTarget refusing(Class<? extends Exception>... classes) {
    for (Class<? extends Exception> refusal : classes) {
      refusals.add(refusal);
    }
    return this;
  }

  /** Adds inputs to begin with, the more different the better. */
  public FuzzTarget seeds(String... texts) {
    for (String text : texts) {
      seeds.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** As {@link #seeds}. */
  public FuzzTarget seed(byte[] bytes) {
    seeds.add(bytes.clone());
    return this;
  }

  /** Adds words that mean something to the parser. */
  public FuzzTarget words(String... texts) {
    for (String text : texts) {
      words.add(text.getBytes(StandardCharsets.UTF_8));
    }
    return this;
  }

  /** Lets one input allocate so much; 256 MiB otherwise. */
  public FuzzTarget allocatingAtMost(long bytes) {
    mostAllocatedBytes = bytes;
    return this;
  }

  public String name() {
    return name;
  }

  /** Inputs to begin with. */
  public List<byte[]> seeds() {
    return List.copyOf(seeds);
  }

  /** Words that mean something to the parser. */
  public List<byte[]> words() {
    return List.copyOf(words);
  }

  /**
   * Feeds the parser with one input.
   *
   * @throws AssertionError if it does something that it must not
   */
  public void feed(byte[] input) {
    if (allocatedBytes(input) <= mostAllocatedBytes) {
      return;
    }
    // An input that leads to classes that nothing had needed before pays for their loading, and
    // under Jazzer for their instrumentation. The second time it pays for itself alone.
    long allocated = allocatedBytes(input);
    if (allocated > mostAllocatedBytes) {
      throw new AssertionError(
          name + ": " + allocated + " bytes allocated for an input of " + input.length);
    }
  }

  private long allocatedBytes(byte[] input) {
    long before = AllocatedBytes.ofThisThread();
    try {
      body.read(input.clone());
    } catch (Exception e) {
      judge(e);
    }
    return AllocatedBytes.ofThisThread() - before;
  }

  /**
   * Feeds the parser with its seeds and with nothing, and judges none of it: what loading classes
   * takes is not the parser's.
   */
  void warmUp() {
    List<byte[]> inputs = new ArrayList<>(seeds);
    inputs.add(new byte[0]);
    for (byte[] input : inputs) {
      try {
        body.read(input.clone());
      } catch (Exception e) {
        // Judged when the input is fed.
      }
    }
  }

  private void judge(Exception e) {
    Exception told = e instanceof UncheckedIOException io ? causeOf(io) : e;
    if (refusals.stream().noneMatch(known -> known.isInstance(told))) {
      throw new AssertionError(name + ": not a refusal: " + e, e);
    }
    requirePrintable(String.valueOf(e.getMessage()));
  }

  private static IOException causeOf(UncheckedIOException e) {
    IOException cause = e.getCause();
    return cause == null ? new IOException(e) : cause;
  }

  /**
   * Requires of a message that it cannot do anything to a terminal or to a log.
   *
   * @throws AssertionError if it has a control character other than a line feed
   */
  public static void requirePrintable(String message) {
    message
        .codePoints()
        .filter(c -> Character.isISOControl(c) && c != '\n')
        .findFirst()
        .ifPresent(
            c -> {
              throw new AssertionError(
                  "raw control character " + Integer.toHexString(c) + " in: " + quoted(message));
            });
  }

  private static String quoted(String message) {
    return message.replaceAll("\\p{Cntrl}", "?");
  }

  @Override
  public String toString() {
    return name;
  }
}
