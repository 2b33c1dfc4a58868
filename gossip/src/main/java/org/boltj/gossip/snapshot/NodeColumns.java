package org.boltj.gossip.snapshot;

import java.util.Arrays;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.jspecify.annotations.Nullable;

/** The nodes of a snapshot in the order of their ids. */
final class NodeColumns {
  /** 33 bytes a node. */
  final byte[] ids;

  /** Null where unknown. */
  final @Nullable String[] aliases;

  /** Null where unknown; equal ones are one object. */
  final @Nullable Features[] features;

  NodeColumns(byte[] ids, @Nullable String[] aliases, @Nullable Features[] features) {
    this.ids = ids;
    this.aliases = aliases;
    this.features = features;
  }

  private static final int ID = 33;

  int size() {
    return aliases.length;
  }

  PublicKey id(int node) {
    return new PublicKey(Bytes.wrap(Arrays.copyOfRange(ids, node * ID, node * ID + ID)));
  }

  int indexOf(PublicKey id) {
    byte[] wanted = id.value().toArray();
    return SortedColumn.find(
        size(),
        node -> Arrays.compareUnsigned(ids, node * ID, node * ID + ID, wanted, 0, wanted.length));
  }

  boolean same(NodeColumns that) {
    return Arrays.equals(ids, that.ids)
        && Arrays.equals(aliases, that.aliases)
        && Arrays.equals(features, that.features);
  }
}
