package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.boltj.base.ChannelId;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.channel.ChannelNotice;
import org.boltj.tx.Transaction;

/** Alice loses things; Bob has the other end of her channels. */
final class LossWorld {
  static final long CAPACITY_SAT = 1_000_000;
  static final long PUSH_SAT = 300_000;

  final TestWorld world = new TestWorld();
  LightningNode alice = world.node("alice");
  final LightningNode bob = world.node("bob");

  ChannelId channel(Features type) {
    return world.channel(
        alice,
        OpenOptions.of(bob.nodeId(), Satoshi.of(CAPACITY_SAT))
            .withPush(MilliSatoshi.ofSat(PUSH_SAT))
            .withChannelType(type),
        bob);
  }

  void aliceSends(long sat) {
    pay(alice, bob, sat);
  }

  void bobSends(long sat) {
    pay(bob, alice, sat);
  }

  private void pay(LightningNode from, LightningNode to, long sat) {
    var invoice = world.await(to.createInvoice(MilliSatoshi.ofSat(sat), "loss"));
    world.await(from.pay(invoice.text()));
    world.settle();
  }

  /** What Alice does not hear of does not happen to her. */
  void aliceStops() {
    world.stop("alice");
    world.settle();
    world.events("alice").clear();
  }

  ChannelInfo.Status status(ChannelId channel) {
    return alice.channel(channel).orElseThrow().status();
  }

  <T extends ChannelNotice> List<T> notices(Class<T> kind) {
    return world.events("alice", NodeEvent.ChannelChanged.class).stream()
        .map(NodeEvent.ChannelChanged::notice)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  /** The transaction that spends the funding output, in a block or not. */
  Transaction close(OutPoint funding) {
    return spenders(funding).getFirst();
  }

  private List<Transaction> spenders(OutPoint outPoint) {
    return Stream.concat(world.chain.confirmed().stream(), world.chain.mempool().stream())
        .filter(tx -> tx.inputs().stream().anyMatch(in -> in.outPoint().equals(outPoint)))
        .toList();
  }

  boolean isClosed(OutPoint funding) {
    return !spenders(funding).isEmpty();
  }

  /** Value of the one output of that transaction that is spent again, in sat. */
  long claimedSat(Transaction close) {
    List<Long> claimed = claimedSats(close);
    assertThat(claimed).hasSize(1);
    return claimed.getFirst();
  }

  /** Values of the outputs of that transaction that are spent again, in sat. */
  List<Long> claimedSats(Transaction close) {
    List<Long> claimed = new ArrayList<>();
    for (int i = 0; i < close.outputs().size(); i++) {
      if (!spenders(close.outPoint(i)).isEmpty()) {
        claimed.add(close.outputs().get(i).amount().sat());
      }
    }
    return claimed;
  }
}
