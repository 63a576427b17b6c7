package org.tcmureclaim.replay.command;

import java.util.Arrays;

/**
 * The bitmap of one data area ({@code data_bitmap} in drivers/target/target_core_user.c), in which
 * every command gets the lowest free blocks. The same model as the simulated host's, made for
 * throughput: blocks are taken and given back in words of 64, and no pages are kept.
 *
 * <p>A command's blocks are a chain of (word, mask) pieces; the chain is what {@link #take}
 * returns.
 */
final class BlockSpace {
  /** A command without blocks. */
  static final int NO_PIECE = -1;

  private final int areaBlocks;
  private long[] words = new long[32];
  private int used;
  private int firstFreeWord;
  private int lastUsedWord;

  private int[] pieceWord = new int[64];
  private long[] pieceMask = new long[64];
  private int[] pieceNext = new int[64];
  private int pieces;
  private int freePiece = NO_PIECE;

  BlockSpace(int areaBlocks) {
    this.areaBlocks = areaBlocks;
  }

  int free() {
    return areaBlocks - used;
  }

  /** Takes the lowest free blocks; there must be as many. */
  int take(int blocks) {
    int chain = NO_PIECE;
    int left = blocks;
    int word = firstFreeWord;
    while (left > 0) {
      if (word == words.length) {
        words = Arrays.copyOf(words, 2 * words.length);
      }
      long free = ~words[word];
      if (free != 0) {
        long mask = lowest(free, left);
        words[word] |= mask;
        left -= Long.bitCount(mask);
        chain = piece(word, mask, chain);
        lastUsedWord = Math.max(lastUsedWord, word);
      }
      if (words[word] == -1L) {
        word++;
      }
    }
    firstFreeWord = word;
    used += blocks;
    return chain;
  }

  /** Gives the blocks of a command back. */
  void give(int chain) {
    int piece = chain;
    while (piece != NO_PIECE) {
      int word = pieceWord[piece];
      words[word] &= ~pieceMask[piece];
      used -= Long.bitCount(pieceMask[piece]);
      firstFreeWord = Math.min(firstFreeWord, word);
      int next = pieceNext[piece];
      pieceNext[piece] = freePiece;
      freePiece = piece;
      piece = next;
    }
  }

  /** Blocks up to the highest in use; 0 where none is. */
  int end() {
    if (used == 0) {
      lastUsedWord = 0;
      return 0;
    }
    while (words[lastUsedWord] == 0) {
      lastUsedWord--;
    }
    return (lastUsedWord << 6) + 64 - Long.numberOfLeadingZeros(words[lastUsedWord]);
  }

  /** The lowest bits of {@code free}, at most so many. */
  private static long lowest(long free, int most) {
    if (Long.bitCount(free) <= most) {
      return free;
    }
    int shift = Long.numberOfTrailingZeros(free);
    long run = most >= 64 ? -1L : ((1L << most) - 1) << shift;
    if ((run & free) == run && shift + most <= 64) {
      return run;
    }
    long mask = 0;
    long rest = free;
    for (int i = 0; i < most; i++) {
      mask |= rest & -rest;
      rest &= rest - 1;
    }
    return mask;
  }

  private int piece(int word, long mask, int next) {
    int piece = freePiece;
    if (piece == NO_PIECE) {
      if (pieces == pieceWord.length) {
        pieceWord = Arrays.copyOf(pieceWord, 2 * pieces);
        pieceMask = Arrays.copyOf(pieceMask, 2 * pieces);
        pieceNext = Arrays.copyOf(pieceNext, 2 * pieces);
      }
      piece = pieces++;
    } else {
      freePiece = pieceNext[piece];
    }
    pieceWord[piece] = word;
    pieceMask[piece] = mask;
    pieceNext[piece] = next;
    return piece;
  }
}
