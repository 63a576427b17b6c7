package org.tcmureclaim.replay.text;

import java.util.function.ToIntFunction;

/** From the bytes of a name to its number, with no string made for names that are known. */
public final class NameIndex {
  private final ToIntFunction<String> numbers;
  private byte[][] names = new byte[1024][];
  private int[] number = new int[1024];
  private int size;

  /** An index that asks {@code numbers} for the number of each name it sees first. */
  public NameIndex(ToIntFunction<String> numbers) {
    this.numbers = numbers;
  }

  /** The number of the name in this field. */
  public int number(Fields field) throws MalformedLineException {
    if (field.isEmpty()) {
      throw new MalformedLineException("dev is empty");
    }
    int at = find(field);
    if (names[at] != null) {
      return number[at];
    }
    byte[] name = new byte[field.length()];
    for (int i = 0; i < name.length; i++) {
      name[i] = field.at(i);
    }
    int given = numbers.applyAsInt(field.text());
    names[at] = name;
    number[at] = given;
    if (++size * 2 > names.length) {
      grow();
    }
    return given;
  }

  private int find(Fields field) {
    int hash = 0;
    for (int i = 0; i < field.length(); i++) {
      hash = 31 * hash + field.at(i);
    }
    int at = spread(hash);
    while (names[at] != null && !same(names[at], field)) {
      at = (at + 1) & (names.length - 1);
    }
    return at;
  }

  private int spread(int hash) {
    return (((hash ^ (hash >>> 15)) * 0x9e3779b1) >>> 7) & (names.length - 1);
  }

  private static int hash(byte[] name) {
    int hash = 0;
    for (byte b : name) {
      hash = 31 * hash + b;
    }
    return hash;
  }

  private static boolean same(byte[] name, Fields field) {
    if (name.length != field.length()) {
      return false;
    }
    for (int i = 0; i < name.length; i++) {
      if (name[i] != field.at(i)) {
        return false;
      }
    }
    return true;
  }

  private void grow() {
    byte[][] oldNames = names;
    int[] oldNumber = number;
    names = new byte[2 * oldNames.length][];
    number = new int[names.length];
    for (int i = 0; i < oldNames.length; i++) {
      if (oldNames[i] != null) {
        int at = spread(hash(oldNames[i]));
        while (names[at] != null) {
          at = (at + 1) & (names.length - 1);
        }
        names[at] = oldNames[i];
        number[at] = oldNumber[i];
      }
    }
  }
}
