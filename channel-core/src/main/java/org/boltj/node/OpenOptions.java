package org.boltj.node;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;

/**
 * A channel to open with a connected peer.
 *
 * @param capacity value of the funding output, paid by our wallet (sat)
 * @param push given to the peer at once (msat)
 * @param announce whether the network hears of the channel
 * @param channelType features of the type (BOLT 2, "Defined Channel Types"); empty takes the newest
 *     that both sides know
 * @param fundingFeerate of the funding transaction; empty takes the estimate
 * @param shutdownScript where our balance must go in a mutual close; empty leaves it open
 */
public record OpenOptions(
    PublicKey peer,
    Satoshi capacity,
    MilliSatoshi push,
    boolean announce,
    Optional<Features> channelType,
    Optional<FeeratePerKw> fundingFeerate,
    Optional<Bytes> shutdownScript) {

  /** A public channel. */
  public static OpenOptions of(PublicKey peer, Satoshi capacity) {
    return new OpenOptions(
        peer,
        capacity,
        MilliSatoshi.ZERO,
        true,
        Optional.empty(),
        Optional.empty(),
        Optional.empty());
  }

  public OpenOptions withPush(MilliSatoshi amount) {
    return new OpenOptions(
        peer, capacity, amount, announce, channelType, fundingFeerate, shutdownScript);
  }

  /** The network does not hear of the channel. */
  public OpenOptions unannounced() {
    return new OpenOptions(
        peer, capacity, push, false, channelType, fundingFeerate, shutdownScript);
  }

  public OpenOptions withChannelType(Features type) {
    return new OpenOptions(
        peer, capacity, push, announce, Optional.of(type), fundingFeerate, shutdownScript);
  }

  public OpenOptions withFundingFeerate(FeeratePerKw feerate) {
    return new OpenOptions(
        peer, capacity, push, announce, channelType, Optional.of(feerate), shutdownScript);
  }

  public OpenOptions withShutdownScript(Bytes script) {
    return new OpenOptions(
        peer, capacity, push, announce, channelType, fundingFeerate, Optional.of(script));
  }
}
