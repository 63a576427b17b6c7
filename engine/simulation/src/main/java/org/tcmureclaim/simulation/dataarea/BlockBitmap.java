package org.tcmureclaim.simulation.dataarea;

import java.util.Arrays;

/** Which blocks belong to a command ({@code data_bitmap}); hands out the lowest free one. */
final class BlockBitmap {
  private final long[] words;
  private final int blocks;
  private int used;

  // No block in a word below this one is free.
  private int firstFreeWord;
  // No block in a word above this one is used.
  private int lastUsedWord;

  BlockBitmap(int blocks) {
    this.blocks = blocks;
    this.words = new long[(blocks + 63) >>> 6];
  }

  int used() {
    return used;
  }

  int free() {
    return blocks - used;
  }

  boolean isUsed(int block) {
    return (words[block >>> 6] & (1L << block)) != 0;
  }

  /** Takes the lowest free block; there must be one. */
  int takeLowest() {
    // With a block free, the lowest clear bit is a block and not one of those beyond the last.
    if (used == blocks) {
      throw new IllegalStateException("all " + blocks + " blocks are in use");
    }
    int word = firstFreeWord;
    while (words[word] == -1L) {
      word++;
    }
    int bit = Long.numberOfTrailingZeros(~words[word]);
    words[word] |= 1L << bit;
    used++;
    firstFreeWord = word;
    lastUsedWord = Math.max(lastUsedWord, word);
    return (word << 6) + bit;
  }

  void give(int block) {
    if (!isUsed(block)) {
      throw new IllegalStateException("block " + block + " is not in use");
    }
    int word = block >>> 6;
    words[word] &= ~(1L << block);
    used--;
    firstFreeWord = Math.min(firstFreeWord, word);
  }

  /** The highest block in use, or -1 where none is. */
  int highestUsed() {
    if (used == 0) {
      lastUsedWord = 0;
      return -1;
    }
    while (words[lastUsedWord] == 0) {
      lastUsedWord--;
    }
    return (lastUsedWord << 6) + 63 - Long.numberOfLeadingZeros(words[lastUsedWord]);
  }

  void clear() {
    Arrays.fill(words, 0);
    used = 0;
    firstFreeWord = 0;
    lastUsedWord = 0;
  }
}
