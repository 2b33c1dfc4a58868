package org.boltj.onion;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;

/** Builds and peels onion packets (BOLT 4, "Packet Construction" and "Onion Decryption"). */
public final class Sphinx {
  private static final Bytes ZERO_HMAC = Bytes.zeros(32);

  private Sphinx() {}

  /** The packet of a payment: 1300 bytes of hop_payloads. */
  public static BuiltOnion build(PrivateKey sessionKey, List<OnionHop> hops, Bytes associatedData) {
    return build(sessionKey, hops, associatedData, OnionPacket.PAYMENT_PAYLOADS_SIZE);
  }

  /**
   * Packs the payloads for the nodes of a route.
   *
   * @param sessionKey fresh and random for each packet
   * @param hops 1 or more, first to last; check with {@link #fits} that they fit
   * @param associatedData what the packet is bound to: the payment_hash, or nothing for a message
   * @param payloadsSize size of hop_payloads in bytes
   * @throws IllegalArgumentException when there are no hops, or they do not fit
   */
  public static BuiltOnion build(
      PrivateKey sessionKey, List<OnionHop> hops, Bytes associatedData, int payloadsSize) {
    if (hops.isEmpty() || !fits(hops, payloadsSize)) {
      throw new IllegalArgumentException(
          hops.size() + " hops need " + packedSize(hops) + " of " + payloadsSize + " bytes");
    }
    List<SharedSecret> secrets = sharedSecrets(sessionKey, hops);
    byte[] payloads = KeyType.PAD.stream(sessionKey.value(), payloadsSize).toArray();
    Bytes filler = filler(hops, secrets, payloadsSize);
    Bytes hmac = ZERO_HMAC;
    for (int i = hops.size() - 1; i >= 0; i--) {
      Bytes secret = secrets.get(i).value();
      payloads = KeyType.RHO.xor(secret, shifted(payloads, hops.get(i), hmac)).toArray();
      if (i == hops.size() - 1) {
        filler.copyTo(payloads, payloadsSize - filler.size());
      }
      hmac = hmac(secret, Bytes.of(payloads), associatedData);
    }
    Bytes publicKey = Secp256k1.get().publicKey(sessionKey).value();
    return new BuiltOnion(new OnionPacket(0, publicKey, Bytes.wrap(payloads), hmac), secrets);
  }

  /** Whether the payloads fit the onion of a payment. */
  public static boolean fits(List<OnionHop> hops) {
    return fits(hops, OnionPacket.PAYMENT_PAYLOADS_SIZE);
  }

  /** Whether the payloads fit hop_payloads of that many bytes. */
  public static boolean fits(List<OnionHop> hops, int payloadsSize) {
    return packedSize(hops) <= payloadsSize;
  }

  private static long packedSize(List<OnionHop> hops) {
    return hops.stream().mapToLong(OnionHop::packedSize).sum();
  }

  private static List<SharedSecret> sharedSecrets(PrivateKey sessionKey, List<OnionHop> hops) {
    Secp256k1 curve = Secp256k1.get();
    List<SharedSecret> secrets = new ArrayList<>(hops.size());
    PrivateKey ephemeral = sessionKey;
    for (int i = 0; i < hops.size(); i++) {
      Bytes secret = curve.ecdh(ephemeral, hops.get(i).nodeId());
      secrets.add(new SharedSecret(secret));
      if (i < hops.size() - 1) {
        PrivateKey factor = blindingFactor(curve.publicKey(ephemeral).value(), secret);
        ephemeral = curve.multiply(ephemeral, factor);
      }
    }
    return secrets;
  }

  /** BOLT 4, "Blinding Ephemeral Onion Keys". */
  private static PrivateKey blindingFactor(Bytes ephemeralKey, Bytes secret) {
    return new PrivateKey(Hash.sha256(ephemeralKey, secret));
  }

  /**
   * Makes room at the front for the hop's payload and puts it there; what falls off the end is
   * lost.
   */
  private static Bytes shifted(byte[] payloads, OnionHop hop, Bytes nextHmac) {
    WireWriter out = new WireWriter();
    out.bigSize(hop.payload().size()).bytes(hop.payload()).bytes(nextHmac);
    return out.bytes(Bytes.of(payloads).slice(0, payloads.length - out.size())).toBytes();
  }

  /**
   * The end of the last hop's hop_payloads: the zeros that each node before it appends, encrypted
   * once by each of them (BOLT 4, "Filler Generation").
   */
  private static Bytes filler(List<OnionHop> hops, List<SharedSecret> secrets, int payloadsSize) {
    Bytes filler = Bytes.EMPTY;
    for (int i = 0; i < hops.size() - 1; i++) {
      int added = hops.get(i).packedSize();
      // Seen by this node, the filler so far is the end of hop_payloads, and what it adds follows.
      Bytes ahead = Bytes.zeros(payloadsSize - filler.size());
      Bytes padded = Bytes.concat(ahead, filler, Bytes.zeros(added));
      filler = KeyType.RHO.xor(secrets.get(i).value(), padded).slice(ahead.size());
    }
    return filler;
  }

  private static Bytes hmac(Bytes secret, Bytes payloads, Bytes associatedData) {
    return Hash.hmacSha256(KeyType.MU.derive(secret), payloads, associatedData);
  }

  /** Removes our layer of an onion that came without a path_key. */
  public static PeeledOnion peel(OnionEcdh ecdh, Bytes associatedData, OnionPacket packet) {
    return peel(ecdh, associatedData, packet, Optional.empty());
  }

  /**
   * Removes our layer. Never throws, whatever the packet holds.
   *
   * @param ecdh with our node id's key
   * @param associatedData the payment_hash of the HTLC, or nothing for an onion message
   * @param pathKey the path_key that came beside the onion, when we are inside a blinded path
   */
  public static PeeledOnion peel(
      OnionEcdh ecdh, Bytes associatedData, OnionPacket packet, Optional<PublicKey> pathKey) {
    if (packet.version() != 0) {
      return new PeeledOnion.BadVersion(packet.version(), packet.sha256());
    }
    Optional<PublicKey> ephemeralKey = Points.parse(packet.publicKey());
    if (ephemeralKey.isEmpty() || !pathKey.map(Secp256k1.get()::isValid).orElse(true)) {
      return new PeeledOnion.BadKey(packet.sha256());
    }
    PublicKey key =
        pathKey.map(p -> tweaked(ephemeralKey.get(), p, ecdh)).orElse(ephemeralKey.get());
    Bytes secret = ecdh.ecdh(key);
    if (!hmac(secret, packet.hopPayloads(), associatedData).equalsConstantTime(packet.hmac())) {
      return new PeeledOnion.BadHmac(packet.sha256());
    }
    return unwrap(packet, ephemeralKey.get(), secret);
  }

  /** Moves the tweak of our blinded node id to the other factor of the ECDH. */
  private static PublicKey tweaked(PublicKey ephemeralKey, PublicKey pathKey, OnionEcdh ecdh) {
    return Secp256k1.get().multiply(ephemeralKey, RouteBlinding.nodeIdTweak(ecdh.ecdh(pathKey)));
  }

  private static PeeledOnion unwrap(OnionPacket packet, PublicKey ephemeralKey, Bytes secret) {
    int size = packet.hopPayloads().size();
    Bytes clear = KeyType.RHO.xor(secret, Bytes.concat(packet.hopPayloads(), Bytes.zeros(size)));
    WireReader in = new WireReader(clear);
    Bytes payload;
    Bytes nextHmac;
    try {
      long length = in.bigSize();
      if (length < 2 || length > size) {
        return badPayload("payload length " + Long.toUnsignedString(length), secret);
      }
      payload = in.bytes((int) length);
      nextHmac = in.bytes(32);
    } catch (DecodeException e) {
      return badPayload(String.valueOf(e.getMessage()), secret);
    }
    if (in.remaining() < size) {
      return badPayload("the payload does not fit " + size + " bytes", secret);
    }
    SharedSecret shared = new SharedSecret(secret);
    if (nextHmac.equals(ZERO_HMAC)) {
      return new PeeledOnion.Final(payload, shared);
    }
    int at = clear.size() - in.remaining();
    PublicKey nextKey =
        Secp256k1.get().multiply(ephemeralKey, blindingFactor(ephemeralKey.value(), secret));
    OnionPacket next = new OnionPacket(0, nextKey.value(), clear.slice(at, at + size), nextHmac);
    return new PeeledOnion.Forward(payload, next, shared);
  }

  private static PeeledOnion badPayload(String reason, Bytes secret) {
    return new PeeledOnion.BadPayload(reason, new SharedSecret(secret));
  }
}
