package org.boltj.base;

/** channel_id, temporary or derived from the funding outpoint (BOLT 2). */
public record ChannelId(Bytes value) implements Comparable<ChannelId> {
  public ChannelId {
    value.requireSize(32, "a channel_id");
  }

  public static ChannelId fromHex(String hex) {
    return new ChannelId(Bytes.fromHex(hex));
  }

  @Override
  public int compareTo(ChannelId other) {
    return value.compareTo(other.value);
  }

  @Override
  public String toString() {
    return value.toHex();
  }
}
