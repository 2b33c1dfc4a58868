package org.boltj.updates;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.keys.ChannelBasepoints;

/**
 * What does not change while the channel lives.
 *
 * @param channelId from the funding output
 * @param keyIndex path of our keys in the signer
 * @param localIsOpener whether we opened the channel, and pay the fees of the commitments
 * @param announceChannel announce_channel of open_channel
 * @param channelType as negotiated in open_channel and accept_channel
 * @param format what the channel type means for transactions
 * @param funding the funding output
 * @param capacity value of the funding output (sat)
 * @param local what we announced; binds the peer
 * @param remote what the peer announced; binds us
 * @param localUpfrontShutdownScript the script we bound ourselves to, if any
 * @param remoteUpfrontShutdownScript the script the peer bound itself to, if any
 */
public record ChannelParams(
    ChannelId channelId,
    long keyIndex,
    PublicKey localNodeId,
    PublicKey remoteNodeId,
    boolean localIsOpener,
    boolean announceChannel,
    Features channelType,
    CommitmentFormat format,
    OutPoint funding,
    Satoshi capacity,
    ChannelLimits local,
    ChannelLimits remote,
    ChannelBasepoints localBasepoints,
    ChannelBasepoints remoteBasepoints,
    Optional<Bytes> localUpfrontShutdownScript,
    Optional<Bytes> remoteUpfrontShutdownScript,
    Features localInit,
    Features remoteInit) {

  /** Whether both sides advertised the feature. */
  public boolean bothSupport(Feature feature) {
    return localInit.supports(feature) && remoteInit.supports(feature);
  }
}
