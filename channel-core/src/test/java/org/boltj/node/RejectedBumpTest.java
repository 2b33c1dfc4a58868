package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.ChannelId;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.TxId;
import org.boltj.invoice.Invoice;
import org.boltj.port.ForwardingFunds;
import org.boltj.port.FundsSource;
import org.junit.jupiter.api.Test;

/** A transaction of the wallet that mempools refuse later on gives its coins back. */
class RejectedBumpTest {
  private final TestWorld world = new TestWorld();
  private final RecordingFunds funds = new RecordingFunds();

  /** Remembers what was given up. */
  private static final class RecordingFunds extends ForwardingFunds {
    private final FundsSource endless = new EndlessFunds("recorded");
    private final List<TxId> rolledBack = new ArrayList<>();

    @Override
    protected FundsSource funds() {
      return endless;
    }

    @Override
    public void rollback(TxId transaction) {
      rolledBack.add(transaction);
    }
  }

  @Test
  void coinsOfAClaimThatIsRefusedLaterAreFree() {
    LightningNode alice = world.node("alice", node -> node.funds(funds));
    LightningNode bob = world.node("bob");
    ChannelId id = world.channel(alice, bob, 1_000_000);
    Invoice invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(100_000), "silence"));
    world.holdAfter(2, bob, alice);
    CompletableFuture<PaymentResult> payment = alice.pay(invoice.text());
    world.settle();
    world.stop("bob");
    assertThat(payment).isNotDone();
    int expiry = world.expiry("alice", id);
    while (world.events("alice", NodeEvent.FeePaid.class).isEmpty()
        && alice.blockHeight() < expiry + 10) {
      world.mine(1);
    }
    TxId payer = world.events("alice", NodeEvent.FeePaid.class).get(0).transaction();
    assertThat(funds.rolledBack).doesNotContain(payer);

    world.chain.refuse(tx -> tx.txid().equals(payer));
    world.mine(2);
    assertThat(funds.rolledBack).contains(payer);
  }
}
