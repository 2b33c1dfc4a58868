package org.boltj.node;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.PaymentPreimage;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.HtlcFailure;
import org.boltj.codec.DecodeException;
import org.boltj.onion.AttributionData;
import org.boltj.onion.FailureMessage;
import org.boltj.onion.FailureOnion;
import org.boltj.onion.FulfillAttribution;
import org.boltj.onion.HoldTime;
import org.boltj.onion.ReturnedFailure;
import org.boltj.onion.SharedSecret;

/**
 * Settles HTLCs of peers: claims them, or gives them back with a failure (BOLT 4, "Returning
 * Errors"). Each answer carries attribution_data when the peer understands it.
 */
final class HtlcAnswers {
  /** update_fail_htlc of 65535 bytes, less its other fields and the TLV of attribution_data. */
  private static final int MAX_ATTRIBUTED_REASON = 65_535 - (2 + 32 + 8 + 2) - (1 + 3 + 920);

  private final Env env;
  private final Channels channels;

  HtlcAnswers(Env env, Channels channels) {
    this.env = env;
    this.channels = channels;
  }

  /** An HTLC whose payment ends here. */
  void fulfill(ChannelSlot slot, long id, SharedSecret secret, PaymentPreimage preimage) {
    fulfill(slot, id, secret, preimage, Optional.empty(), HoldTime.ZERO);
  }

  /** An HTLC that was forwarded; {@code downstream} is the attribution_data of the next peer. */
  void fulfill(
      ChannelSlot slot,
      long id,
      SharedSecret secret,
      PaymentPreimage preimage,
      Optional<Bytes> downstream,
      HoldTime holdTime) {
    Optional<Bytes> attribution =
        attributes(slot)
            ? Optional.of(
                FulfillAttribution.wrap(secret, attribution(downstream), holdTime).value())
            : Optional.empty();
    channels.step(slot, new ChannelEvent.FulfillHtlc(id, preimage, attribution));
  }

  /** A failure of our own. */
  void fail(ChannelSlot slot, long id, SharedSecret secret, FailureMessage failure) {
    ReturnedFailure returned =
        attributes(slot)
            ? FailureOnion.create(secret, failure, HoldTime.ZERO)
            : ReturnedFailure.unattributed(FailureOnion.create(secret, failure));
    give(slot, id, returned);
  }

  /** A failure of a node behind us. */
  void pass(
      ChannelSlot slot,
      long id,
      SharedSecret secret,
      HtlcFailure.Onion downstream,
      HoldTime holdTime) {
    give(slot, id, passed(secret, downstream, holdTime, attributes(slot)));
  }

  /**
   * The failure as it goes upstream. A reason so long that attribution_data would not fit beside it
   * goes without: a message that cannot be sent would cost the upstream channel.
   */
  static ReturnedFailure passed(
      SharedSecret secret, HtlcFailure.Onion downstream, HoldTime holdTime, boolean attributes) {
    return attributes && downstream.reason().size() <= MAX_ATTRIBUTED_REASON
        ? FailureOnion.wrap(
            secret,
            new ReturnedFailure(downstream.reason(), attribution(downstream.attributionData())),
            holdTime)
        : ReturnedFailure.unattributed(FailureOnion.wrap(secret, downstream.reason()));
  }

  void failMalformed(ChannelSlot slot, long id, FailureMessage.BadOnion failure) {
    channels.step(
        slot, new ChannelEvent.FailMalformedHtlc(id, failure.sha256OfOnion(), failure.code()));
  }

  private void give(ChannelSlot slot, long id, ReturnedFailure returned) {
    channels.step(
        slot,
        new ChannelEvent.FailHtlc(
            id, returned.reason(), returned.attributionData().map(AttributionData::value)));
  }

  private boolean attributes(ChannelSlot slot) {
    return env.settings.features().supports(Feature.OPTION_ATTRIBUTION_DATA)
        && slot.persistent()
            .map(state -> state.params().bothSupport(Feature.OPTION_ATTRIBUTION_DATA))
            .orElse(false);
  }

  private static Optional<AttributionData> attribution(Optional<Bytes> wire) {
    try {
      return wire.isPresent() ? Optional.of(AttributionData.decode(wire.get())) : Optional.empty();
    } catch (DecodeException wrongSize) {
      return Optional.empty();
    }
  }
}
