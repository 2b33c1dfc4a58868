package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.ShortChannelId;
import org.boltj.tx.Transaction;

/**
 * What is known of the funding transaction, and by which short ids the channel goes.
 *
 * @param transaction ours to publish until it confirms, or the peer's once it was in a block and if
 *     it has at most {@link #MOST_KEPT_BYTES}; kept until it is so deep that no reorganization is
 *     expected
 * @param minimumDepth confirmations needed, of accept_channel
 * @param confirmation where it is in the chain
 * @param localAlias the short id that we gave the peer; peers use it in routes to us
 * @param remoteAlias the short id that the peer gave us
 */
public record FundingStatus(
    Optional<Transaction> transaction,
    int minimumDepth,
    Optional<Confirmation> confirmation,
    ShortChannelId localAlias,
    Optional<ShortChannelId> remoteAlias) {

  /**
   * The largest funding transaction of a peer, in bytes, that is stored with a channel: a hundred
   * inputs or two hundred channels. It is written again with each update of the channel, and the
   * peer could make it 400,000 bytes.
   */
  public static final int MOST_KEPT_BYTES = 10_000;

  /** The block of the funding transaction and its real short_channel_id. */
  public record Confirmation(int height, ShortChannelId shortChannelId) {}

  /** Confirmations at that height of the best block; 0 if it is in no block. */
  public int depth(int blockHeight) {
    return confirmation.map(c -> Math.max(0, blockHeight - c.height() + 1)).orElse(0);
  }

  public FundingStatus withConfirmation(Optional<Confirmation> changed) {
    return new FundingStatus(transaction, minimumDepth, changed, localAlias, remoteAlias);
  }

  public FundingStatus withTransaction(Optional<Transaction> changed) {
    return new FundingStatus(changed, minimumDepth, confirmation, localAlias, remoteAlias);
  }

  public FundingStatus withRemoteAlias(Optional<ShortChannelId> changed) {
    return new FundingStatus(transaction, minimumDepth, confirmation, localAlias, changed);
  }
}
