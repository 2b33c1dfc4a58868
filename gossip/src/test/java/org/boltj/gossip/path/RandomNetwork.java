package org.boltj.gossip.path;

import static org.boltj.gossip.TestKeys.NOW;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.gossip.graph.ChannelGraph;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.scoring.ChannelDirection;

/** A small network with some absurd figures, and a request for a payment through it. */
final class RandomNetwork {
  static final long ALL_MONEY_MSAT = 2_100_000_000_000_000_000L;
  private static final long U32 = 0xffff_ffffL;

  final ChannelGraph graph = new ChannelGraph();

  /** What was told of each direction, be it of use or not. */
  final Map<ChannelDirection, ChannelUpdate.Policy> policies = new HashMap<>();

  final Map<ShortChannelId, LocalChannel> locals = new HashMap<>();
  final Map<ShortChannelId, HintHop> hints = new HashMap<>();
  private final Random random;
  private final boolean wild;
  private final int nodes;

  RandomNetwork(long seed) {
    this.random = new Random(seed);
    this.wild = random.nextInt(3) == 0;
    this.nodes = 4 + random.nextInt(10);
    int channels = nodes + random.nextInt(3 * nodes);
    boolean told = random.nextBoolean();
    for (int number = 1; number <= channels; number++) {
      int one = random.nextInt(nodes);
      int other = (one + 1 + random.nextInt(nodes - 1)) % nodes;
      connect(ShortChannelId.of(number, 0, 0), Math.min(one, other), Math.max(one, other), told);
    }
  }

  static PublicKey node(int number) {
    byte[] key = new byte[33];
    key[0] = 2;
    key[31] = (byte) (number >> 8);
    key[32] = (byte) number;
    return new PublicKey(Bytes.wrap(key));
  }

  private void connect(ShortChannelId id, int node1, int node2, boolean told) {
    long capacitySat = wild ? upTo(ALL_MONEY_MSAT / 1000) : 1000 + random.nextInt(100_000);
    int channel = graph.addChannel(id, node(node1), node(node2), capacitySat);
    for (int direction = 0; direction < 2; direction++) {
      if (random.nextInt(12) > 0) {
        ChannelUpdate.Policy policy = policy(capacitySat * 1000);
        graph.setPolicy(2 * channel + direction, NOW, random.nextInt(15) == 0, policy);
        policies.put(new ChannelDirection(id, direction), policy);
      }
    }
    if (told && node1 == 0) {
      MilliSatoshi available = MilliSatoshi.of(upTo(wild ? ALL_MONEY_MSAT / 64 : 200_000_000));
      MilliSatoshi least = MilliSatoshi.of(random.nextInt(2000));
      MilliSatoshi most = MilliSatoshi.of(upTo(ALL_MONEY_MSAT));
      locals.put(id, new LocalChannel(id, node(node2), available, least, most, random.nextInt(4)));
    }
  }

  /** Numbers of all lengths, 1 to that one. */
  private long upTo(long most) {
    int bits = 1 + random.nextInt(64 - Long.numberOfLeadingZeros(most));
    return Math.max(1, Math.min(most, random.nextLong() >>> (64 - bits)));
  }

  private ChannelUpdate.Policy policy(long mostMsat) {
    boolean absurd = wild && random.nextInt(4) == 0;
    boolean inbound = random.nextInt(3) == 0;
    int blocks = random.nextInt(9) == 0 ? random.nextInt(65_536) : random.nextInt(150);
    return new ChannelUpdate.Policy(
        new CltvExpiryDelta(blocks),
        MilliSatoshi.of(absurd ? upTo(ALL_MONEY_MSAT) : random.nextInt(1000)),
        absurd ? upTo(U32) : random.nextInt(3000),
        absurd ? upTo(U32) : random.nextInt(5000),
        MilliSatoshi.of(random.nextInt(4) > 0 ? mostMsat : upTo(ALL_MONEY_MSAT)),
        inbound ? inbound(absurd) : 0,
        inbound ? inbound(absurd) : 0);
  }

  private int inbound(boolean absurd) {
    return absurd ? random.nextInt() : random.nextInt(4000) - 2500;
  }

  /** A request from the first node to the last. */
  RouteRequest request() {
    long amount = wild ? upTo(ALL_MONEY_MSAT) : 1 + random.nextInt(100_000_000);
    RouteRequestBuilder request =
        RouteRequest.builder(node(0), node(nodes - 1), MilliSatoshi.of(amount))
            .maxParts(random.nextInt(3) == 0 ? 1 : 1 + random.nextInt(12))
            .maxHops(random.nextInt(4) == 0 ? 1 + random.nextInt(8) : RouteRequest.MAX_HOPS)
            .finalPayloadBytes(random.nextInt(4) == 0 ? random.nextInt(1400) : 90);
    if (random.nextInt(3) == 0) {
      request.maxFee(MilliSatoshi.of(upTo(wild ? ALL_MONEY_MSAT : amount / 10 + 1)));
    }
    if (random.nextInt(3) == 0) {
      request.maxCltvDelta(random.nextInt(1000));
    }
    if (!locals.isEmpty()) {
      request.localChannels(List.copyOf(locals.values()));
    }
    switch (random.nextInt(4)) {
      case 0 -> request.hints(addHints());
      case 1 -> request.blindedTails(tails());
      default -> {}
    }
    return request.build();
  }

  private List<HintHop> addHints() {
    PublicKey from = node(1 + random.nextInt(nodes - 2));
    int hops = 1 + random.nextInt(3);
    List<HintHop> added = new ArrayList<>();
    for (int hop = 0; hop < hops; hop++) {
      PublicKey to = hop == hops - 1 ? node(nodes - 1) : node(1000 + hop);
      ShortChannelId id = ShortChannelId.of(500 + hop, 0, 0);
      added.add(
          HintHop.of(
              from,
              id,
              to,
              random.nextInt(3000),
              wild ? upTo(U32) : random.nextInt(5000),
              new CltvExpiryDelta(random.nextInt(150))));
      from = to;
    }
    added.forEach(hint -> hints.put(hint.shortChannelId(), hint));
    return added;
  }

  private List<BlindedTail> tails() {
    List<BlindedTail> tails = new ArrayList<>();
    for (int i = 0; i <= random.nextInt(3); i++) {
      tails.add(
          new BlindedTail(
              node(1 + random.nextInt(nodes - 1)),
              wild ? upTo(U32) : random.nextInt(3000),
              wild ? upTo(U32) : random.nextInt(5000),
              random.nextInt(300),
              MilliSatoshi.of(random.nextInt(5000)),
              MilliSatoshi.of(upTo(ALL_MONEY_MSAT)),
              1 + random.nextInt(6),
              random.nextInt(900)));
    }
    return tails;
  }
}
