package org.boltj.channel;

import org.boltj.base.ChannelId;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.onchain.SpendKind;

/** What an application is told about a channel. */
public sealed interface ChannelNotice {
  ChannelId channelId();

  /** Both sides have signed; the funding transaction is on its way. */
  record Opened(ChannelId channelId, PublicKey remoteNodeId, OutPoint funding, Satoshi capacity)
      implements ChannelNotice {}

  /** An opening that came to nothing. */
  record OpeningFailed(ChannelId channelId, PublicKey remoteNodeId, String reason)
      implements ChannelNotice {}

  /** Both sides have sent channel_ready: HTLCs can be added. */
  record Ready(ChannelId channelId) implements ChannelNotice {}

  /** A side wants to close in agreement. */
  record ShuttingDown(ChannelId channelId, boolean byUs) implements ChannelNotice {}

  /** The channel ends on the chain. */
  record Closing(ChannelId channelId, String reason) implements ChannelNotice {}

  /** The funding transaction is in the chain no more; it is published again. */
  record FundingReorganized(ChannelId channelId) implements ChannelNotice {}

  /** The funding output was spent by this. */
  record FundingSpent(ChannelId channelId, SpendKind kind) implements ChannelNotice {}

  /** An output is left behind, because to claim it would cost more than it holds. */
  record OutputLetGo(ChannelId channelId, OutPoint outPoint, Satoshi amount)
      implements ChannelNotice {}

  /** Nothing is left to do. */
  record Closed(ChannelId channelId) implements ChannelNotice {}

  /** The peer broke the rules, or said that we did. */
  record Faulted(ChannelId channelId, String text) implements ChannelNotice {}

  /** Our state is older than the peer's: only the peer can close. */
  record DataLost(ChannelId channelId) implements ChannelNotice {}

  /** A bug; nothing is done with the channel any more, and nothing is broadcast. */
  record Frozen(ChannelId channelId, String what) implements ChannelNotice {}

  /** The funding output was spent in a way that nobody should be able to. */
  record FundsAtRisk(ChannelId channelId, String what) implements ChannelNotice {}
}
