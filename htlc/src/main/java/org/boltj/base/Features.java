package org.boltj.base;

import java.util.ArrayList;
import java.util.BitSet;
import java.util.List;

/** An immutable set of feature bits, known and unknown ones (BOLT 9). */
public final class Features {
  public static final Features EMPTY = new Features(new BitSet());

  private final BitSet bits;

  private Features(BitSet bits) {
    this.bits = bits;
  }

  /** The wire form: big-endian, bit 0 is the lowest bit of the last byte. */
  public static Features decode(Bytes wire) {
    return new Features(BitSet.valueOf(wire.reversed().toArray()));
  }

  /** The wire form with the fewest bytes. */
  public Bytes encode() {
    return Bytes.wrap(bits.toByteArray()).reversed();
  }

  /** These features, each as supported but not required. */
  public static Features optional(Feature... features) {
    Features all = EMPTY;
    for (Feature feature : features) {
      all = all.withBit(feature.optionalBit());
    }
    return all;
  }

  /** These features, each as required. */
  public static Features required(Feature... features) {
    Features all = EMPTY;
    for (Feature feature : features) {
      all = all.withBit(feature.requiredBit());
    }
    return all;
  }

  public Features withBit(int bit) {
    BitSet copy = (BitSet) bits.clone();
    copy.set(bit);
    return new Features(copy);
  }

  public Features without(Feature feature) {
    BitSet copy = (BitSet) bits.clone();
    copy.clear(feature.requiredBit());
    copy.clear(feature.optionalBit());
    return new Features(copy);
  }

  /** All bits of both. */
  public Features or(Features other) {
    BitSet copy = (BitSet) bits.clone();
    copy.or(other.bits);
    return new Features(copy);
  }

  public boolean hasBit(int bit) {
    return bits.get(bit);
  }

  /** Whether the feature is set, as supported or as required. */
  public boolean supports(Feature feature) {
    return bits.get(feature.requiredBit()) || bits.get(feature.optionalBit());
  }

  public boolean requires(Feature feature) {
    return bits.get(feature.requiredBit());
  }

  public boolean isEmpty() {
    return bits.isEmpty();
  }

  /** The required (even) bits that are set here and that {@code ours} does not support at all. */
  public List<Integer> requiredBitsUnknownTo(Features ours) {
    List<Integer> unknown = new ArrayList<>();
    for (int bit = bits.nextSetBit(0); bit >= 0; bit = bits.nextSetBit(bit + 1)) {
      if (bit % 2 == 0 && !ours.bits.get(bit) && !ours.bits.get(bit + 1)) {
        unknown.add(bit);
      }
    }
    return unknown;
  }

  /**
   * The features set here whose dependencies are not (BOLT 9). Empty when the set is well-formed.
   */
  public List<Feature> withMissingDependencies() {
    List<Feature> incomplete = new ArrayList<>();
    for (Feature feature : Feature.values()) {
      if (supports(feature) && !feature.dependencies().stream().allMatch(this::supports)) {
        incomplete.add(feature);
      }
    }
    return incomplete;
  }

  @Override
  public boolean equals(Object other) {
    return other instanceof Features that && bits.equals(that.bits);
  }

  @Override
  public int hashCode() {
    return bits.hashCode();
  }

  @Override
  public String toString() {
    return bits.toString();
  }
}
