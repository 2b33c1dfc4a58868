package org.boltj.interop;

import org.boltj.base.Feature;
import org.boltj.base.Features;

/** The channel types of BOLT 2 that both boltj and LDK have. */
enum ChannelKind {
  STATIC_REMOTEKEY("static_remotekey", Features.required(Feature.OPTION_STATIC_REMOTEKEY)),
  ANCHORS(
      "anchors_zero_fee_htlc",
      Features.required(Feature.OPTION_STATIC_REMOTEKEY, Feature.OPTION_ANCHORS));

  private final String label;
  private final Features type;

  ChannelKind(String label, Features type) {
    this.label = label;
    this.type = type;
  }

  Features type() {
    return type;
  }

  boolean hasAnchors() {
    return this == ANCHORS;
  }

  @Override
  public String toString() {
    return label;
  }
}
