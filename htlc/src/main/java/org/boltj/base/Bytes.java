package org.boltj.base;

import java.util.Arrays;
import java.util.HexFormat;

/**
 * An immutable sequence of bytes, compared by value.
 *
 * <p>Records hold {@code Bytes} instead of {@code byte[]}, because arrays compare by identity and
 * can be changed behind the record's back.
 */
public final class Bytes implements Comparable<Bytes> {
  public static final Bytes EMPTY = new Bytes(new byte[0]);

  private final byte[] array;

  private Bytes(byte[] array) {
    this.array = array;
  }

  /** Copies the array. */
  public static Bytes of(byte... array) {
    return array.length == 0 ? EMPTY : new Bytes(array.clone());
  }

  /** Takes over the array without copying; the caller must not keep a reference to it. */
  public static Bytes wrap(byte[] array) {
    return array.length == 0 ? EMPTY : new Bytes(array);
  }

  /** Parses an even number of hexadecimal digits of either case. */
  public static Bytes fromHex(String hex) {
    return wrap(HexFormat.of().parseHex(hex));
  }

  /** That many zero bytes. */
  public static Bytes zeros(int size) {
    return wrap(new byte[size]);
  }

  /** The parts, one after the other. */
  public static Bytes concat(Bytes... parts) {
    int size = 0;
    for (Bytes part : parts) {
      size += part.size();
    }
    byte[] joined = new byte[size];
    int at = 0;
    for (Bytes part : parts) {
      part.copyTo(joined, at);
      at += part.size();
    }
    return wrap(joined);
  }

  /** Number of bytes. */
  public int size() {
    return array.length;
  }

  public boolean isEmpty() {
    return array.length == 0;
  }

  public byte get(int index) {
    return array[index];
  }

  /** The byte at the index as a number from 0 to 255. */
  public int unsigned(int index) {
    return array[index] & 0xff;
  }

  /** The bytes from {@code from} (inclusive) to {@code to} (exclusive). */
  public Bytes slice(int from, int to) {
    if (from < 0 || to > array.length || from > to) {
      throw new IndexOutOfBoundsException(
          "slice " + from + ".." + to + " of " + array.length + " bytes");
    }
    return from == 0 && to == array.length ? this : wrap(Arrays.copyOfRange(array, from, to));
  }

  /** The bytes from {@code from} (inclusive) to the end. */
  public Bytes slice(int from) {
    return slice(from, array.length);
  }

  /** The same bytes, last first; a transaction id is displayed this way. */
  public Bytes reversed() {
    byte[] turned = new byte[array.length];
    for (int i = 0; i < array.length; i++) {
      turned[i] = array[array.length - 1 - i];
    }
    return wrap(turned);
  }

  /** A copy. */
  public byte[] toArray() {
    return array.clone();
  }

  public void copyTo(byte[] target, int at) {
    System.arraycopy(array, 0, target, at, array.length);
  }

  /** Lower-case hexadecimal digits. */
  public String toHex() {
    return HexFormat.of().formatHex(array);
  }

  /** Compares in constant time, for secrets and authentication codes. */
  public boolean equalsConstantTime(Bytes other) {
    return java.security.MessageDigest.isEqual(array, other.array);
  }

  /** This value, if it has that many bytes; {@code what} names it in the error otherwise. */
  public Bytes requireSize(int size, String what) {
    if (array.length != size) {
      throw new IllegalArgumentException(
          what + " must have " + size + " bytes but has " + array.length);
    }
    return this;
  }

  /** Lexicographic order of unsigned bytes. */
  @Override
  public int compareTo(Bytes other) {
    return Arrays.compareUnsigned(array, other.array);
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Bytes that && Arrays.equals(array, that.array);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(array);
  }

  @Override
  public String toString() {
    return toHex();
  }
}
