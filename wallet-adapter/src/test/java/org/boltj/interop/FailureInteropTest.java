package org.boltj.interop;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.boltj.base.ChannelId;
import org.boltj.node.LightningException;
import org.boltj.node.NodeEvent;
import org.boltj.node.PaymentResult;
import org.boltj.onion.FailureMessage;
import org.boltj.payment.PaymentAttempt;
import org.boltj.payment.PaymentFailure;
import org.junit.jupiter.api.Assertions;

@LdkInterop
class FailureInteropTest {
  private static final long AMOUNT_MSAT = 20_000_000;

  @Cell("boltj reads that the recipient LDK refused")
  void recipientRefuses(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk ldk = world.ldk("ldk");
      world.channel(boltj, ldk);
      ldk.hold();

      CompletableFuture<PaymentResult> payment = boltj.node().pay(ldk.invoice(AMOUNT_MSAT));
      ldk.failBack(ldk.peer().awaitEvent("PaymentClaimable").get("hash").asText());

      PaymentFailure.RejectedByRecipient refusal =
          (PaymentFailure.RejectedByRecipient) failure(payment);
      assertThat(refusal.recipient()).isEqualTo(ldk.nodeId());
      assertThat(refusal.failure())
          .isInstanceOf(FailureMessage.IncorrectOrUnknownPaymentDetails.class);
    }
  }

  @Cell("boltj reads which LDK on the way could not forward")
  void hopFails(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      BoltjPeer payee = world.boltj("payee");
      Ldk hop = world.ldk("hop");
      world.channel(boltj, hop);
      world.channel(payee, hop);

      // The hop has only the pushed 400,000 sat on the second channel.
      CompletableFuture<PaymentResult> payment =
          boltj.node().pay(world.hintedInvoice(payee, 450_000_000));

      List<PaymentAttempt> attempts = ((PaymentFailure.NoRoute) failure(payment)).attempts();
      assertThat(attempts).isNotEmpty();
      assertThat(attempts.getFirst().erringNode()).contains(hop.nodeId());
      assertThat(attempts.getFirst().failure().orElseThrow())
          .isInstanceOf(FailureMessage.TemporaryChannelFailure.class);
    }
  }

  @Cell("LDK reads that the recipient boltj refused")
  void boltjRefuses(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj", builder -> builder.acceptKeysend(false));
      Ldk ldk = world.ldk("ldk");
      world.channel(boltj, ldk);

      JsonNode failure = ldk.awaitFailed(ldk.keysend(boltj.nodeId(), AMOUNT_MSAT));

      assertThat(failure.get("permanent").asBoolean()).isTrue();
      ldk.awaitPendingHtlcs(0);
    }
  }

  @Cell("LDK reads which channel boltj could not forward over")
  void boltjCannotForward(ChannelKind kind) throws Exception {
    try (InteropWorld world = new InteropWorld(kind)) {
      BoltjPeer boltj = world.boltj("boltj");
      Ldk payer = world.ldk("payer");
      Ldk payee = world.ldk("payee");
      world.channel(payer, boltj);
      ChannelId last = world.channel(boltj, payee);
      payee.awaitHinted(last);
      String invoice = payee.invoice(AMOUNT_MSAT);
      boltj.node().disconnect(payee.nodeId());
      boltj.events().await(NodeEvent.PeerDisconnected.class);
      payee.close();

      JsonNode failure = payer.awaitFailed(payer.pay(invoice));

      assertThat(failure.get("permanent").asBoolean()).isFalse();
      assertThat(failure.get("scid").isNull()).isFalse();
      payer.awaitPendingHtlcs(0);
    }
  }

  private static PaymentFailure failure(CompletableFuture<PaymentResult> payment) {
    ExecutionException thrown =
        Assertions.assertThrows(ExecutionException.class, () -> BoltjPeer.get(payment));
    return ((LightningException.PaymentFailed) thrown.getCause()).failure();
  }
}
