package org.boltj.onion;

import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.Hash;

/**
 * What a node without option_route_blinding has to do about the onion of an HTLC, before it looks
 * at amounts and expiries (BOLT 4).
 */
public sealed interface IncomingOnion {
  /** Forward: {@code nextPacket} goes out with the HTLC on the channel that the payload names. */
  record Relay(HopPayload.Forward payload, OnionPacket nextPacket, SharedSecret sharedSecret)
      implements IncomingOnion {}

  /** The payment is for this node. */
  record Deliver(HopPayload.Final payload, SharedSecret sharedSecret) implements IncomingOnion {}

  /** Fail by update_fail_htlc, encrypted with the secret; {@code reason} is for our log. */
  record Refuse(FailureMessage failure, String reason, SharedSecret sharedSecret)
      implements IncomingOnion {}

  /** Fail by update_fail_malformed_htlc. */
  record RefuseMalformed(FailureMessage.BadOnion failure) implements IncomingOnion {}

  /**
   * Opens the onion of update_add_htlc. Never throws, whatever the onion holds.
   *
   * @param onion onion_routing_packet, as received
   * @param pathKey path_key of update_add_htlc
   * @param understood even custom types of the application
   */
  static IncomingOnion open(
      OnionEcdh ecdh,
      PaymentHash paymentHash,
      Bytes onion,
      Optional<PublicKey> pathKey,
      Set<Long> understood) {
    if (pathKey.isPresent()) {
      return new RefuseMalformed(new FailureMessage.InvalidOnionBlinding(Hash.sha256(onion)));
    }
    OnionPacket packet;
    try {
      packet = OnionPacket.decode(onion);
    } catch (DecodeException tooShort) {
      return new RefuseMalformed(new FailureMessage.InvalidOnionHmac(Hash.sha256(onion)));
    }
    return switch (Sphinx.peel(ecdh, paymentHash.value(), packet)) {
      case PeeledOnion.Malformed malformed -> new RefuseMalformed(malformed.failure());
      case PeeledOnion.BadPayload bad ->
          new Refuse(bad.failure(), bad.reason(), bad.sharedSecret());
      case PeeledOnion.Forward forward -> relay(forward, understood, packet);
      case PeeledOnion.Final last -> deliver(last, understood);
    };
  }

  private static IncomingOnion relay(
      PeeledOnion.Forward peeled, Set<Long> understood, OnionPacket packet) {
    SharedSecret secret = peeled.sharedSecret();
    return switch (HopPayload.decode(peeled.payload(), false, understood)) {
      case HopPayload.Forward payload -> new Relay(payload, peeled.nextPacket(), secret);
      case HopPayload.BlindedForward blinded -> refuseBlinded(blinded, packet, secret);
      case HopPayload.Invalid invalid -> new Refuse(invalid.failure(), invalid.reason(), secret);
      case HopPayload.Final last -> throw new IllegalStateException("not the last hop: " + last);
      case HopPayload.BlindedFinal last ->
          throw new IllegalStateException("not the last hop: " + last);
    };
  }

  private static IncomingOnion deliver(PeeledOnion.Final peeled, Set<Long> understood) {
    SharedSecret secret = peeled.sharedSecret();
    return switch (HopPayload.decode(peeled.payload(), true, understood)) {
      case HopPayload.Final payload -> new Deliver(payload, secret);
      case HopPayload.BlindedFinal blinded -> unsupported(secret);
      case HopPayload.Invalid invalid -> new Refuse(invalid.failure(), invalid.reason(), secret);
      case HopPayload.Forward f -> throw new IllegalStateException("the last hop: " + f);
      case HopPayload.BlindedForward f -> throw new IllegalStateException("the last hop: " + f);
    };
  }

  private static IncomingOnion refuseBlinded(
      HopPayload.BlindedForward payload, OnionPacket packet, SharedSecret secret) {
    if (payload.currentPathKey().isEmpty()) {
      return unsupported(secret);
    }
    return new Refuse(
        new FailureMessage.InvalidOnionBlinding(packet.sha256()),
        "first node of a blinded path",
        secret);
  }

  private static IncomingOnion unsupported(SharedSecret secret) {
    return new Refuse(
        new FailureMessage.InvalidOnionPayload(HopPayloadDecoder.ENCRYPTED_RECIPIENT_DATA, 0),
        "blinded paths are not supported",
        secret);
  }
}
