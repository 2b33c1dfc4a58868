package org.boltj.gossip.graph;

import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Hash;
import org.boltj.gossip.message.ChannelAnnouncement;

/**
 * The scriptPubKey of a funding output: P2WSH of a 2-of-2 multisig (BOLT 3, "Funding Transaction
 * Output").
 */
public final class FundingScript {
  private static final Bytes OP_2_AND_PUSH_33 = Bytes.fromHex("5221");
  private static final Bytes PUSH_33 = Bytes.fromHex("21");
  private static final Bytes OP_2_CHECKMULTISIG = Bytes.fromHex("52ae");
  private static final Bytes WITNESS_V0_PUSH_32 = Bytes.fromHex("0020");

  private FundingScript() {}

  /** The scriptPubKey that an announcement claims. */
  public static Bytes of(ChannelAnnouncement announcement) {
    return of(announcement.bitcoinKey1(), announcement.bitcoinKey2());
  }

  /** The scriptPubKey for the two keys, in either order. */
  public static Bytes of(PublicKey key, PublicKey other) {
    boolean first = key.compareTo(other) < 0;
    Bytes lesser = (first ? key : other).value();
    Bytes greater = (first ? other : key).value();
    Bytes script = Bytes.concat(OP_2_AND_PUSH_33, lesser, PUSH_33, greater, OP_2_CHECKMULTISIG);
    return Bytes.concat(WITNESS_V0_PUSH_32, Hash.sha256(script));
  }
}
