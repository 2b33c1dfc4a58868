package org.boltj.fuzz;

import org.boltj.base.Bytes;

/** Takes choices from the bytes of a fuzzer; zeros when they have run out. */
public final class FuzzInput {
  private final byte[] bytes;
  private int at;

  public FuzzInput(byte[] bytes) {
    this.bytes = bytes.clone();
  }

  public boolean hasMore() {
    return at < bytes.length;
  }

  /** 0 to 255. */
  public int next() {
    return at < bytes.length ? bytes[at++] & 0xff : 0;
  }

  /** 0 to {@code bound} - 1. */
  public int below(int bound) {
    int value = bound > 256 ? next() << 8 | next() : next();
    return value % bound;
  }

  public long u32() {
    return (long) next() << 24 | next() << 16 | next() << 8 | next();
  }

  public long u64() {
    return u32() << 32 | u32();
  }

  /** That many bytes, or fewer at the end. */
  public Bytes take(int size) {
    int end = Math.min(bytes.length, at + Math.max(0, size));
    Bytes taken = Bytes.of(bytes).slice(at, end);
    at = end;
    return taken;
  }

  /** That many bytes, filled up with zeros. */
  public Bytes exactly(int size) {
    Bytes taken = take(size);
    return Bytes.concat(taken, Bytes.zeros(size - taken.size()));
  }

  public Bytes rest() {
    return take(bytes.length - at);
  }
}
