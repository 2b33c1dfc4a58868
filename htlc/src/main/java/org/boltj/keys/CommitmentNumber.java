package org.boltj.keys;

/**
 * The two ways in which the commitments of one side are counted: the commitment number goes up from
 * 0, and the index of its per-commitment secret goes down from 2^48 - 1 (BOLT 3).
 */
public final class CommitmentNumber {
  /** 2^48 - 1: the index of the first secret, and the last commitment number. */
  public static final long MAX = (1L << 48) - 1;

  private CommitmentNumber() {}

  /** The index of the secret of that commitment. */
  public static long toSecretIndex(long commitmentNumber) {
    return MAX - requireValid(commitmentNumber);
  }

  /** The commitment whose secret has that index. */
  public static long ofSecretIndex(long index) {
    return MAX - requireValid(index);
  }

  static long requireValid(long number) {
    if (number < 0 || number > MAX) {
      throw new IllegalArgumentException("not a number of 48 bits without sign: " + number);
    }
    return number;
  }
}
