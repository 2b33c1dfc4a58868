package org.boltj.fuzz;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.PaymentHash;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.Secp256k1;
import org.boltj.onion.IncomingOnion;
import org.boltj.onion.OnionHop;
import org.boltj.onion.OnionPacket;
import org.boltj.onion.RecipientData;
import org.boltj.onion.Sphinx;
import org.boltj.sign.InMemoryNodeSigner;
import org.boltj.sign.NodeSigner;

/**
 * Onions of any bytes, and onions with a right HMAC whose payload is any bytes: a node relays,
 * delivers or refuses, and throws nothing.
 */
public final class OnionsFuzzTarget {
  private static final NodeSigner US = new InMemoryNodeSigner(PrivateKey.fromHex("21".repeat(32)));
  private static final PublicKey NEXT =
      Secp256k1.get().publicKey(PrivateKey.fromHex("22".repeat(32)));
  private static final PrivateKey SESSION = PrivateKey.fromHex("23".repeat(32));
  private static final PaymentHash HASH = new PaymentHash(Bytes.zeros(32));

  private OnionsFuzzTarget() {}

  public static void fuzzerTestOneInput(byte[] input) throws DecodeException {
    FuzzInput in = new FuzzInput(input);
    switch (in.below(6)) {
      case 0 -> open(in.rest());
      case 1 -> open(in.exactly(OnionPacket.PAYMENT_SIZE));
      case 2 -> recipientData(in.rest());
      case 3 -> open(Bytes.concat(onion(in, 1), in.rest()));
      default -> open(onion(in, 1 + in.below(3)));
    }
  }

  /** The first payload is ours, the others go on. */
  private static Bytes onion(FuzzInput in, int hops) {
    List<OnionHop> route = new ArrayList<>();
    for (int i = 0; i < hops; i++) {
      Bytes payload = in.take(1 + in.below(400));
      route.add(new OnionHop(i == 0 ? US.nodeId() : NEXT, padded(payload)));
    }
    return Sphinx.fits(route)
        ? Sphinx.build(SESSION, route, HASH.value()).packet().encode()
        : Bytes.EMPTY;
  }

  /** Shorter payloads stand for other things. */
  private static Bytes padded(Bytes payload) {
    return payload.size() < 2 ? Bytes.concat(payload, Bytes.zeros(2)) : payload;
  }

  private static void open(Bytes onion) {
    IncomingOnion opened =
        IncomingOnion.open(US::ecdh, HASH, onion, Optional.empty(), Set.of(65_538L));
    if (opened instanceof IncomingOnion.Relay relay) {
      relay.payload().encode();
      relay.nextPacket().encode();
    } else if (opened instanceof IncomingOnion.Deliver deliver) {
      deliver.payload().encode();
    }
    Objects.requireNonNull(opened.toString());
  }

  private static void recipientData(Bytes wire) throws DecodeException {
    RecipientData data;
    try {
      data = RecipientData.decode(wire);
    } catch (DecodeException expected) {
      return;
    }
    if (!RecipientData.decode(data.encode()).equals(data)) {
      throw new IllegalStateException("another value: " + data);
    }
  }
}
