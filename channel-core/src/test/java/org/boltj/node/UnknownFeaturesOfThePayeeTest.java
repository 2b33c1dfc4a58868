package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.crypto.Hash;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.invoice.Invoice;
import org.boltj.payment.PaymentFailure;
import org.boltj.sign.NodeSigner;
import org.junit.jupiter.api.Test;

/** BOLT 7: a node that requires features that we do not know is paid by invoice only. */
class UnknownFeaturesOfThePayeeTest {
  private static final int UNKNOWN_AND_REQUIRED = 1_000;
  private static final MilliSatoshi AMOUNT = MilliSatoshi.ofSat(1_000);

  private final TestWorld world = new TestWorld();
  private final LightningNode payer = world.node("payer");
  private final LightningNode payee = world.node("payee");

  private void announce(Features features, long timestamp) {
    NodeSigner signer =
        NodeKeys.ofSeed(Hash.sha256(Bytes.wrap("payee".getBytes(UTF_8)))).nodeSigner();
    NodeAnnouncement announcement =
        NodeAnnouncement.unsigned(
                features, timestamp, payee.nodeId(), Bytes.zeros(3), "payee", List.of())
            .sign(signer::signGossip);
    new RawPeer(world, "raw " + timestamp).greet(payer).send(announcement);
  }

  private PaymentFailure failure(CompletableFuture<?> asked) {
    world.settle();
    Throwable failure = asked.handle((ok, e) -> e).join();
    return ((LightningException.PaymentFailed) failure).failure();
  }

  @Test
  void it_gets_no_keysend_and_no_probe_without_an_invoice() {
    world.channel(payer, payee, 1_000_000);
    long now = world.nowMillis / 1_000;
    announce(Features.EMPTY.withBit(UNKNOWN_AND_REQUIRED), now + 10);
    PayOptions options = PayOptions.DEFAULT;
    assertThat(failure(payer.keysend(payee.nodeId(), AMOUNT, options)).text())
        .contains("features", payee.nodeId().toString());
    PaymentQuery query = PaymentQuery.of(payee.nodeId(), AMOUNT, options);
    assertThat(failure(payer.estimateFee(query)).text()).contains("features");
    assertThat(failure(payer.probe(query)).text()).contains("features");
    Invoice invoice = world.await(payee.createInvoice(AMOUNT, "it knows what it asks for"));
    assertThat(world.await(payer.pay(invoice.text())).amount()).isEqualTo(AMOUNT);
    announce(Features.EMPTY.withBit(UNKNOWN_AND_REQUIRED + 1), now + 20);
    assertThat(world.await(payer.keysend(payee.nodeId(), AMOUNT, options)).amount())
        .isEqualTo(AMOUNT);
  }
}
