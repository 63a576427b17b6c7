package org.tcmureclaim.image;

import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/**
 * Texts by number, counted from 0: paths, customers, policies. A number keeps its text for as long
 * as these texts exist, so a reader that has one number's text never needs it again. Number 0 is
 * the empty text.
 *
 * <p>Asking for a text that is known allocates nothing. One thread adds texts; another may read the
 * text of a number that it was handed.
 */
public final class ImageTexts {
  private static final int FREE = -1;
  private static final float MOST_LOAD = 0.5f;

  private volatile @Nullable String[] texts = new @Nullable String[64];
  private int[] index = new int[256];
  private int count;

  /** The empty text alone. */
  public ImageTexts() {
    Arrays.fill(index, FREE);
    int unused = numberOf("");
  }

  /** How many there are. */
  int count() {
    return count;
  }

  /** The text of this number. */
  String text(long number) {
    @Nullable String[] known = texts;
    String text = number >= 0 && number < known.length ? known[(int) number] : null;
    if (text == null) {
      throw new ImageException("it names text " + number + ", which there is not");
    }
    return text;
  }

  /** The number of this text, which is a new one where the text is. */
  int numberOf(String text) {
    int at = placeOf(text);
    if (index[at] != FREE) {
      return index[at];
    }
    index[at] = count;
    addLast(text);
    if (count > index.length * MOST_LOAD) {
      rehash();
    }
    return count - 1;
  }

  /** A reader's: the next number is this text's. */
  void addLast(String text) {
    @Nullable String[] grown = count < texts.length ? texts : Arrays.copyOf(texts, 2 * count);
    grown[count++] = text;
    texts = grown; // After its content: another thread may read it at once.
  }

  private int placeOf(String text) {
    int mask = index.length - 1;
    int hash = text.hashCode();
    int at = (hash ^ (hash >>> 16)) & mask;
    while (index[at] != FREE && !text.equals(texts[index[at]])) {
      at = (at + 1) & mask;
    }
    return at;
  }

  private void rehash() {
    index = new int[2 * index.length];
    Arrays.fill(index, FREE);
    for (int number = 0; number < count; number++) {
      index[placeOf(text(number))] = number;
    }
  }
}
