package org.tcmureclaim.fuzz;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.SplittableRandom;

/** Makes inputs out of others, always the same ones from the same seed. */
final class Mutator {
  private static final int MOST_BYTES = 1 << 16;
  private static final int MOST_CHANGES = 6;
  private static final byte[][] BOUNDARIES =
      texts(
          "0",
          "-1",
          "1",
          "-0",
          "00",
          "0.0",
          "1e308",
          "-1e-9",
          "NaN",
          "127",
          "255",
          "256",
          "4095",
          "65536",
          "2147483647",
          "2147483648",
          "4294967296",
          "9007199254740993",
          "9223372036854775807",
          "9223372036854775808",
          "18446744073709551615",
          "18446744073709551616",
          "99999999999999999999999999",
          "0.00000000000000000001");
  private static final byte[][] PIECES =
      texts(
          "\n",
          "\r\n",
          "\n\n",
          "\t",
          " ",
          ",",
          ";",
          ":",
          "=",
          "\"",
          "'",
          "{",
          "}",
          "[",
          "]",
          "*",
          "#",
          "%",
          "\\",
          "\0",
          "\u001b[31m",
          "\u0085",
          "\ufeff",
          "\u202e",
          "\ud83d\ude00",
          "é",
          "-",
          "/",
          "../",
          "null",
          "true",
          "~",
          "&a",
          "*a",
          "!!",
          "LINUX-RESTART");
  private static final byte[][] BROKEN = {
    {(byte) 0xff},
    {(byte) 0xc3},
    {(byte) 0xed, (byte) 0xa0, (byte) 0x80},
    {(byte) 0xf0, (byte) 0x9f}
  };

  private final SplittableRandom random;
  private final List<byte[]> corpus;
  private final List<byte[]> words;

  Mutator(long seed, List<byte[]> corpus, List<byte[]> words) {
    this.random = new SplittableRandom(seed);
    this.corpus = corpus;
    this.words = words;
  }

  /** The next input. */
  byte[] next() {
    byte[] input = any(corpus).clone();
    for (int i = random.nextInt(1, MOST_CHANGES + 1); i > 0; i--) {
      input = changed(input);
    }
    return input.length > MOST_BYTES ? Arrays.copyOf(input, MOST_BYTES) : input;
  }

  private byte[] changed(byte[] input) {
    int at = random.nextInt(input.length + 1);
    int to = random.nextInt(at, input.length + 1);
    return switch (random.nextInt(12)) {
      case 0 -> flipped(input);
      case 1 -> spliced(input, at, at + 1, new byte[] {(byte) random.nextInt(256)});
      case 2 -> Arrays.copyOf(input, at);
      case 3 -> spliced(input, at, Math.min(to, at + random.nextInt(1, 9)), new byte[0]);
      case 4 -> spliced(input, at, at, Arrays.copyOfRange(input, at, to));
      case 5 -> crossed(input, at);
      case 6, 7 -> spliced(input, at, at, word());
      case 8, 9 -> renumbered(input, at);
      case 10 -> lineRepeated(input, at);
      default -> spliced(input, at, at, BROKEN[random.nextInt(BROKEN.length)]);
    };
  }

  private byte[] word() {
    return words.isEmpty() || random.nextBoolean()
        ? PIECES[random.nextInt(PIECES.length)]
        : any(words);
  }

  private byte[] flipped(byte[] input) {
    byte[] output = input.clone();
    if (output.length > 0) {
      output[random.nextInt(output.length)] ^= (byte) (1 << random.nextInt(8));
    }
    return output;
  }

  /** The beginning of one, and the end of another. */
  private byte[] crossed(byte[] input, int at) {
    byte[] other = any(corpus);
    int from = random.nextInt(other.length + 1);
    return spliced(input, at, input.length, Arrays.copyOfRange(other, from, other.length));
  }

  /** Puts a number that is at a limit in the place of one. */
  private byte[] renumbered(byte[] input, int near) {
    int from = near;
    while (from < input.length && !isDigit(input[from])) {
      from++;
    }
    int to = from;
    while (to < input.length && isDigit(input[to])) {
      to++;
    }
    return spliced(input, from, to, BOUNDARIES[random.nextInt(BOUNDARIES.length)]);
  }

  private byte[] lineRepeated(byte[] input, int near) {
    int from = Math.min(near, Math.max(0, input.length - 1));
    while (from > 0 && input[from - 1] != '\n') {
      from--;
    }
    int to = from;
    while (to < input.length && input[to++] != '\n') {
      // to the end of the line
    }
    byte[] line = Arrays.copyOfRange(input, from, to);
    byte[] output = input;
    for (int i = random.nextInt(1, 20); i > 0 && output.length < MOST_BYTES; i--) {
      output = spliced(output, from, from, line);
    }
    return output;
  }

  private static byte[] spliced(byte[] input, int from, int to, byte[] piece) {
    int end = Math.max(from, Math.min(to, input.length));
    byte[] output = new byte[from + piece.length + input.length - end];
    System.arraycopy(input, 0, output, 0, from);
    System.arraycopy(piece, 0, output, from, piece.length);
    System.arraycopy(input, end, output, from + piece.length, input.length - end);
    return output;
  }

  private byte[] any(List<byte[]> list) {
    return list.get(random.nextInt(list.size()));
  }

  private static boolean isDigit(byte b) {
    return b >= '0' && b <= '9';
  }

  private static byte[][] texts(String... texts) {
    return Arrays.stream(texts)
        .map(text -> text.getBytes(StandardCharsets.UTF_8))
        .toArray(byte[][]::new);
  }
}
