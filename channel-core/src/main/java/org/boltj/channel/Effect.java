package org.boltj.channel;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiry;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.onchain.FeeBump;
import org.boltj.tx.Transaction;
import org.boltj.updates.HtlcOrigin;
import org.boltj.updates.RevokedHtlc;

/** What a step wants done. The effects of one step are carried out in order. */
public sealed interface Effect {

  /** Write the state; what stands after it must wait until it is durable. */
  record Store(PersistentState state) implements Effect {}

  /** Write these in the same batch as the state; they are kept as long as the channel is. */
  record StoreRevokedHtlcs(ChannelId channelId, List<RevokedHtlc> htlcs) implements Effect {
    public StoreRevokedHtlcs {
      htlcs = List.copyOf(htlcs);
    }
  }

  /** The channel is over or was never begun: forget it. */
  record Forget(ChannelId channelId) implements Effect {}

  record Send(WireMessage message) implements Effect {}

  /** Close the connection. */
  record Disconnect(String reason) implements Effect {}

  /** Broadcast, parents first. Repeating it does no harm. */
  record Publish(List<Transaction> transactions, String reason) implements Effect {
    public Publish {
      transactions = List.copyOf(transactions);
    }
  }

  /** A transaction that lacks a fee: the wallet adds an input, then it is published. */
  record PublishWithFee(FeeBump bump) implements Effect {}

  /** Tell when the output is spent, and for a funding output when its transaction confirms. */
  record Watch(OutPoint outPoint, Bytes scriptPubKey) implements Effect {}

  /** The wallet shall make and sign a funding transaction, without broadcasting it. */
  record AskFunding(Bytes scriptPubKey, Satoshi amount, FeeratePerKw feerate) implements Effect {}

  /** The funding transaction will be broadcast. */
  record CommitFunding(TxId txid) implements Effect {}

  /** The funding transaction will never be broadcast: its inputs are free again. */
  record ReleaseFunding(TxId txid) implements Effect {}

  record Reply(RequestId requestId, CommandResult result) implements Effect {}

  record Notify(ChannelNotice notice) implements Effect {}

  /** The temporary_channel_id is replaced by the channel_id. */
  record Renamed(ChannelId temporary, ChannelId channelId) implements Effect {}

  /**
   * An HTLC of the peer is committed for good: decide what to do with it. Told again after a start
   * until it is settled or {@link ChannelEvent.HtlcDecided}.
   *
   * @param overDustExposure it must be failed: too much is in HTLCs without outputs (BOLT 2)
   * @param closingChannel the channel is shutting down, so it should be failed (BOLT 2)
   */
  record HtlcReceived(
      ChannelId channelId,
      long id,
      MilliSatoshi amount,
      PaymentHash paymentHash,
      CltvExpiry cltvExpiry,
      Bytes onion,
      Optional<PublicKey> pathKey,
      boolean overDustExposure,
      boolean closingChannel)
      implements Effect {}

  /** Our HTLC was claimed; pass the preimage upstream at once. May be told more than once. */
  record HtlcFulfilled(
      ChannelId channelId,
      long id,
      HtlcOrigin origin,
      PaymentPreimage preimage,
      Optional<Bytes> attributionData)
      implements Effect {}

  /**
   * Our HTLC is gone for good without having been claimed. Means nothing after {@link
   * HtlcFulfilled}: of dust the chain does not tell that it was claimed.
   */
  record HtlcFailed(ChannelId channelId, long id, HtlcOrigin origin, HtlcFailure failure)
      implements Effect {}

  /** Both sides have signed: the channel can be announced. */
  record LocalAnnouncement(ChannelAnnouncement announcement) implements Effect {}

  /** The peer needs a channel_update of ours (sent directly, for unannounced channels too). */
  record ChannelUpdateNeeded(ChannelId channelId, PublicKey remoteNodeId) implements Effect {}
}
