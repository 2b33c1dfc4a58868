package org.boltj.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Features;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.channel.Closing;
import org.boltj.channel.PersistentState;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.onchain.FundingSpend;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.Commitments;

/**
 * What the seed alone does not tell of a channel, but its peer's close of it (BOLT 5) needs.
 *
 * @param peer node id of the peer
 * @param address where the peer was reached last
 * @param keyIndex path of our keys in the signer
 * @param localIsOpener whether we opened the channel
 * @param channelType as negotiated
 * @param funding the funding output
 * @param capacity value of the funding output (sat)
 * @param remoteBasepoints the peer's
 * @param localToSelfDelay delay of the peer's outputs to itself, as we announced it (blocks)
 * @param remoteToSelfDelay delay of our outputs to us, as the peer announced it (blocks)
 * @param scanFrom the funding output was not spent below this height
 * @param localNumber number of our latest commitment when this was written
 * @param remoteNumber number of the peer's latest commitment when this was written
 */
public record ChannelBackup(
    PublicKey peer,
    Optional<PeerAddress> address,
    long keyIndex,
    boolean localIsOpener,
    Features channelType,
    OutPoint funding,
    Satoshi capacity,
    ChannelBasepoints remoteBasepoints,
    int localToSelfDelay,
    int remoteToSelfDelay,
    int scanFrom,
    long localNumber,
    long remoteNumber) {
  /** Deeper reorganizations are not followed, here as elsewhere. */
  private static final int REORG_MARGIN = 144;

  /**
   * The backup of a channel.
   *
   * @param processedHeight all blocks up to this one were looked at by the channel
   */
  public static ChannelBackup of(
      PersistentState state, Optional<PeerAddress> address, int processedHeight) {
    Commitments c = state.commitments();
    ChannelParams params = state.params();
    return new ChannelBackup(
        params.remoteNodeId(),
        address,
        params.keyIndex(),
        params.localIsOpener(),
        params.channelType(),
        params.funding(),
        params.capacity(),
        params.remoteBasepoints(),
        params.local().toSelfDelay(),
        params.remote().toSelfDelay(),
        Math.max(0, unspentBelow(state, processedHeight) - REORG_MARGIN),
        c.localCommit().number(),
        c.remoteCommit().number());
  }

  private static int unspentBelow(PersistentState state, int processedHeight) {
    return state instanceof Closing closing
        ? closing
            .onChain()
            .spend()
            .map(FundingSpend::height)
            .map(height -> Math.min(height.orElse(processedHeight), processedHeight))
            .orElse(processedHeight)
        : processedHeight;
  }

  public ChannelId channelId() {
    return funding.toChannelId();
  }

  /** Whether this was written with a newer state than those commitments are of. */
  public boolean isNewerThan(Commitments c) {
    return localNumber > c.localCommit().number() || remoteNumber > c.remoteCommit().number();
  }

  /**
   * Where a peer listens.
   *
   * @param host a name or a numeric address
   */
  public record PeerAddress(String host, int port) {
    /** The bytes of the name. */
    Bytes encodedHost() {
      return Bytes.wrap(host.getBytes(UTF_8));
    }
  }
}
