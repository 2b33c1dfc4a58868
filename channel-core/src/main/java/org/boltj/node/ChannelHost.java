package org.boltj.node;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.channel.ChannelNotice;
import org.boltj.channel.Effect;
import org.boltj.codec.WireMessage;
import org.boltj.onchain.FeeBump;
import org.boltj.tx.Transaction;
import org.boltj.updates.Feerates;

/** What {@link Channels} needs of the rest of the node to carry out effects. */
interface ChannelHost {
  Feerates feerates();

  void send(PublicKey peer, WireMessage message);

  void disconnect(PublicKey peer, String reason);

  void watch(ChannelSlot slot, OutPoint output, Bytes scriptPubKey);

  void publish(List<Transaction> transactions, String purpose);

  void publishWithFee(ChannelSlot slot, FeeBump bump);

  void htlcReceived(ChannelSlot slot, Effect.HtlcReceived htlc);

  void htlcFulfilled(ChannelSlot slot, Effect.HtlcFulfilled htlc);

  void htlcFailed(ChannelSlot slot, Effect.HtlcFailed htlc);

  void announce(ChannelSlot slot, Effect.LocalAnnouncement announcement);

  void channelUpdateNeeded(ChannelSlot slot);

  void noticed(ChannelSlot slot, ChannelNotice notice);

  /** The channel is over and forgotten. */
  void forgotten(ChannelSlot slot);
}
