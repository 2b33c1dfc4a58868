package org.boltj.backup;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.base.TxId;
import org.boltj.channel.DataLoss;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.keys.ReceivedSecrets;
import org.boltj.updates.Allocation;
import org.boltj.updates.ChannelLimits;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.Commitments;
import org.boltj.updates.LocalChanges;
import org.boltj.updates.LocalCommit;
import org.boltj.updates.RemoteChanges;
import org.boltj.updates.RemoteCommit;

/**
 * The channel that comes out of a backup: it asks the peer to close, and takes what that leaves us.
 *
 * <p>Its commitments are stand-ins with number 0 and all money on the peer's side, so that
 * channel_reestablish says next_commitment_number 1 and next_revocation_number 0: the peer sees
 * that we have lost our state. They are never published.
 */
public final class LostChannel {
  private LostChannel() {}

  /** The state to store. */
  public static DataLoss of(
      ChannelBackup backup, PublicKey localNodeId, ChannelBasepoints localBasepoints) {
    ChannelParams params = params(backup, localNodeId, localBasepoints);
    return new DataLoss(commitments(params), DataLoss.pleaseClose(params.channelId()));
  }

  private static ChannelParams params(
      ChannelBackup backup, PublicKey localNodeId, ChannelBasepoints localBasepoints) {
    return new ChannelParams(
        backup.channelId(),
        backup.keyIndex(),
        localNodeId,
        backup.peer(),
        backup.localIsOpener(),
        false,
        backup.channelType(),
        CommitmentFormat.ofChannelType(backup.channelType()).orElseThrow(),
        backup.funding(),
        backup.capacity(),
        limits(backup.localToSelfDelay()),
        limits(backup.remoteToSelfDelay()),
        localBasepoints,
        backup.remoteBasepoints(),
        Optional.empty(),
        Optional.empty(),
        Features.EMPTY,
        Features.EMPTY);
  }

  private static ChannelLimits limits(int toSelfDelay) {
    return new ChannelLimits(
        Satoshi.ZERO, MilliSatoshi.ZERO, Satoshi.ZERO, MilliSatoshi.ZERO, toSelfDelay, 0);
  }

  private static Commitments commitments(ChannelParams params) {
    Allocation allOfThePeer =
        new Allocation(
            FeeratePerKw.MINIMUM, MilliSatoshi.ZERO, params.capacity().toMilliSatoshi(), List.of());
    // Any point will do: none of these commitments is ever built by the peer.
    PublicKey anyPoint = params.remoteBasepoints().paymentBasepoint();
    return new Commitments(
        params,
        new LocalChanges(List.of(), List.of(), List.of()),
        new RemoteChanges(List.of(), List.of(), List.of()),
        new LocalCommit(0, allOfThePeer, new Signature(Bytes.zeros(64)), List.of()),
        new RemoteCommit(0, allOfThePeer, new TxId(Bytes.zeros(32)), anyPoint),
        Optional.empty(),
        anyPoint,
        0,
        0,
        List.of(),
        ReceivedSecrets.EMPTY);
  }
}
