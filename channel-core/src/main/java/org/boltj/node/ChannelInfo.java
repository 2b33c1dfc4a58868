package org.boltj.node;

import java.util.Optional;
import org.boltj.base.ChannelId;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.payment.RelayPolicy;

/**
 * A channel as it stands.
 *
 * @param status in which part of its life it is
 * @param usable whether payments can be sent now: open, and the peer connected
 * @param shortChannelId once the funding transaction is confirmed
 * @param localBalance our part, pending HTLCs not counted, msat
 * @param remoteBalance the peer's part, pending HTLCs not counted, msat
 * @param availableToSend the largest amount that we can send in one HTLC now, msat
 * @param pendingHtlcs in both directions
 * @param relayPolicy what we ask for forwarding over it
 */
public record ChannelInfo(
    ChannelId channelId,
    PublicKey peer,
    Status status,
    boolean usable,
    boolean localIsOpener,
    boolean announced,
    Features channelType,
    OutPoint funding,
    Optional<ShortChannelId> shortChannelId,
    Satoshi capacity,
    MilliSatoshi localBalance,
    MilliSatoshi remoteBalance,
    MilliSatoshi availableToSend,
    int pendingHtlcs,
    RelayPolicy relayPolicy) {

  /** Parts of a channel's life. */
  public enum Status {
    /** The funding transaction is not deep enough, or the peer has not said that it is. */
    OPENING,
    OPEN,
    /** Both sides are closing it in agreement. */
    CLOSING,
    /** It ends on the chain. */
    ON_CHAIN,
    /** Our state is older than the peer's: only the peer can close it. */
    DATA_LOSS,
    /** From a copy that may be old: nothing is published before the peer has confirmed it. */
    UNPROVEN,
    /** A bug was met: nothing is done any more, and nothing is broadcast. */
    FROZEN
  }
}
