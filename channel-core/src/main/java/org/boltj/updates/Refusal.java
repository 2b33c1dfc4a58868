package org.boltj.updates;

import org.boltj.base.CltvExpiry;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;

/** Why a command of our own cannot be carried out now. Nothing has changed. */
public sealed interface Refusal {

  /** The channel is not open for updates: peer away, opening, closing. */
  record ChannelNotReady(String why) implements Refusal {}

  /**
   * @param missing what we lack above our reserve and the fees
   */
  record InsufficientBalance(MilliSatoshi amount, MilliSatoshi missing) implements Refusal {}

  /** The peer pays the commitment fee and could not pay it with this HTLC added. */
  record PeerCannotPayFee(Satoshi missing) implements Refusal {}

  record TooManyHtlcs(int pending, int limit) implements Refusal {}

  record InFlightTooHigh(MilliSatoshi inFlight, MilliSatoshi limit) implements Refusal {}

  record BelowMinimum(MilliSatoshi amount, MilliSatoshi minimum) implements Refusal {}

  /** Too much would be in HTLCs that no commitment has an output for (max_dust_htlc_exposure). */
  record DustExposureTooHigh(MilliSatoshi exposure, MilliSatoshi limit) implements Refusal {}

  record ExpiryTooSoon(CltvExpiry expiry, CltvExpiry earliest) implements Refusal {}

  record ExpiryTooFar(CltvExpiry expiry, CltvExpiry latest) implements Refusal {}

  /** Only the opener may send update_fee. */
  record NotOpener() implements Refusal {}

  record CannotAffordFeerate(FeeratePerKw feerate, Satoshi missing) implements Refusal {}

  /** The HTLC is not (yet) one that we may settle. */
  record UnknownHtlc(long id) implements Refusal {}

  record InvalidPreimage(long id) implements Refusal {}

  /** The script cannot be used in shutdown, or differs from the one fixed at opening. */
  record InvalidShutdownScript(String why) implements Refusal {}

  /** Already asked for. */
  record AlreadyDone(String what) implements Refusal {}
}
