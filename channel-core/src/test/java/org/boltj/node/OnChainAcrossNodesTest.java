package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.channel.ChannelNotice;
import org.boltj.channel.PersistentState;
import org.boltj.commitment.CommitmentTx;
import org.boltj.crypto.Hash;
import org.boltj.invoice.Invoice;
import org.boltj.onchain.SpendKind;
import org.boltj.sign.ChannelSigner;
import org.boltj.store.StoreException;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.LocalCommit;
import org.junit.jupiter.api.Test;

/** What happens to channels on the chain, seen by whole nodes (BOLT 5). */
class OnChainAcrossNodesTest {
  private final TestWorld world = new TestWorld();
  private final LightningNode a = world.node("a");
  private final LightningNode b = world.node("b");
  private final LightningNode c = world.node("c");

  private static MilliSatoshi sat(long amount) {
    return MilliSatoshi.ofSat(amount);
  }

  private <T extends ChannelNotice> List<T> notices(String name, Class<T> kind) {
    return world.events(name, NodeEvent.ChannelChanged.class).stream()
        .map(NodeEvent.ChannelChanged::notice)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }

  @Test
  void a_preimage_in_a_block_is_upstream_with_that_block() {
    world.channel(a, b, 1_000_000);
    ChannelId bc = world.channel(b, c, 1_000_000);
    Invoice invoice = world.await(c.createInvoice(sat(100_000), "claimed on the chain"));
    // c acknowledges the HTLC, but its preimage does not reach b.
    world.holdAfter(2, c, b);
    CompletableFuture<PaymentResult> payment = a.pay(invoice.text());
    world.settle();
    world.await(c.forceClose(bc));
    world.mine(1);
    assertThat(payment).isNotDone();
    world.mine(1);
    assertThat(payment).isCompleted();
    assertThat(world.events("b", NodeEvent.PaymentForwarded.class)).hasSize(1);
    assertNoFailures();
  }

  @Test
  void all_channels_close_in_one_block() {
    List<ChannelId> channels =
        List.of(
            world.channel(a, b, 1_000_000),
            world.channel(a, c, 1_000_000),
            world.channel(a, b, 2_000_000),
            world.channel(a, c, 2_000_000));
    channels.forEach(a::forceClose);
    world.settle();
    world.mine(1);
    assertThat(notices("a", ChannelNotice.FundingSpent.class)).hasSize(4);
    world.mine(300);
    for (ChannelId channel : channels) {
      world.await(a.awaitChannelClosed(channel));
    }
    assertNoFailures();
  }

  @Test
  void htlcs_of_long_ago_are_taken_from_an_old_commitment() throws StoreException {
    ChannelId channel = world.channel(a, b, 1_000_000);
    Invoice first = world.await(b.createInvoice(sat(100_000), "to have something"));
    world.await(a.pay(first.text()));
    // An HTLC that only old commitments hold.
    Invoice kept = world.await(b.createInvoice(sat(50_000), "kept"));
    world.holdAfter(2, b, a);
    CompletableFuture<PaymentResult> payment = a.pay(kept.text());
    world.settle();
    Transaction old = commitmentOf("b");
    world.release(b, a);
    world.await(payment);
    for (int i = 0; i < 3; i++) {
      Invoice more = world.await(b.createInvoice(sat(1_000), "newer states"));
      world.await(a.pay(more.text()));
    }
    world.restart("a");
    world.stop("b");
    world.chain.source().publish(List.of(old));
    world.mine(1);
    assertThat(notices("a", ChannelNotice.FundingSpent.class))
        .extracting(ChannelNotice.FundingSpent::kind)
        .containsExactly(SpendKind.REVOKED_COMMITMENT);
    List<Long> taken =
        world.chain.mempool().stream()
            .flatMap(tx -> tx.inputs().stream())
            .map(TxInput::outPoint)
            .filter(spent -> spent.txid().equals(old.txid()))
            .map(spent -> old.outputs().get((int) spent.index()).amount().sat())
            .toList();
    // Both balances and the HTLC: all but the anchors.
    assertThat(taken).hasSize(old.outputs().size() - 2).hasSize(3).contains(50_000L);
    world.mine(120);
    world.await(world.get("a").awaitChannelClosed(channel));
  }

  /** The commitment that a node would publish, as its store has it now. */
  private Transaction commitmentOf(String name) throws StoreException {
    PersistentState state = world.store(name).load().channels().get(0);
    ChannelSigner signer =
        NodeKeys.ofSeed(Hash.sha256(Bytes.wrap(name.getBytes(UTF_8))))
            .channelSigner(state.params().keyIndex());
    LocalCommit commit = state.commitments().localCommit();
    CommitmentTx tx =
        CommitmentTxs.local(
            state.params(),
            commit.number(),
            signer.perCommitmentPoint(commit.number()),
            commit.allocation());
    return tx.signed(signer.signLocalCommitment(tx), commit.remoteSignature());
  }

  @Test
  void a_double_spent_funding_ends_the_channel_and_gives_its_htlcs_back() {
    world.channel(a, b, 1_000_000);
    ChannelId bc = world.channel(b, c, 1_000_000);
    Invoice invoice = world.await(c.createInvoice(sat(100_000), "over nothing"));
    world.hold(c, b);
    CompletableFuture<PaymentResult> payment = a.pay(invoice.text());
    world.settle();
    world.chain.reorganize(6);
    world.settle();
    assertThat(notices("b", ChannelNotice.FundingReorganized.class)).hasSize(1);
    world.chain.doubleSpend(world.chain.mempool().get(0));
    world.mine(1);
    assertThat(notices("b", ChannelNotice.FundingSpent.class))
        .extracting(ChannelNotice.FundingSpent::kind)
        .containsExactly(SpendKind.FUNDING_DOUBLE_SPENT);
    assertThat(notices("c", ChannelNotice.FundsAtRisk.class)).hasSize(1);
    world.mine(4);
    assertThat(payment).isNotDone();
    world.mine(1);
    assertThat(payment).isCompletedExceptionally();
    world.mine(100);
    world.await(b.awaitChannelClosed(bc));
    assertNoFailures();
  }

  @Test
  void a_funding_that_comes_back_after_a_reorganization_goes_on() {
    world.channel(a, b, 1_000_000);
    world.chain.reorganize(6);
    world.settle();
    Invoice invoice = world.await(b.createInvoice(sat(100_000), "not now"));
    CompletableFuture<PaymentResult> payment = a.pay(invoice.text());
    world.settle();
    assertThat(payment).isCompletedExceptionally();
    world.mine(6);
    Invoice again = world.await(b.createInvoice(sat(100_000), "now"));
    world.await(a.pay(again.text()));
    assertNoFailures();
  }

  private void assertNoFailures() {
    for (String name : List.of("a", "b", "c")) {
      assertThat(world.events(name, NodeEvent.InternalFailure.class)).isEmpty();
    }
  }
}
