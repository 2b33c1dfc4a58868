package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.atomic.AtomicInteger;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.crypto.Hash;
import org.boltj.crypto.RecoverableSignature;
import org.boltj.sign.ChannelSigner;
import org.boltj.sign.NodeSigner;
import org.junit.jupiter.api.Test;

/** A signer of the application that fails for one HTLC delays that one, and loses none. */
class FailingSignerTest {
  private final TestWorld world = new TestWorld();
  private final AtomicInteger failures = new AtomicInteger();

  private final class Failing implements NodeSigner {
    private final NodeSigner signer;

    Failing(NodeSigner signer) {
      this.signer = signer;
    }

    @Override
    public PublicKey nodeId() {
      return signer.nodeId();
    }

    @Override
    public Bytes ecdh(PublicKey other) {
      if (failures.getAndUpdate(left -> Math.max(0, left - 1)) > 0) {
        throw new IllegalStateException("the signer is away");
      }
      return signer.ecdh(other);
    }

    @Override
    public Signature signGossip(Bytes hash) {
      return signer.signGossip(hash);
    }

    @Override
    public RecoverableSignature signInvoice(Bytes hash) {
      return signer.signInvoice(hash);
    }

    @Override
    public Signature signBolt12(Bytes hash) {
      return signer.signBolt12(hash);
    }
  }

  private NodeKeys failing(String name) {
    NodeKeys keys = NodeKeys.ofSeed(Hash.sha256(Bytes.wrap(name.getBytes(UTF_8))));
    NodeSigner node = new Failing(keys.nodeSigner());
    return new NodeKeys() {
      @Override
      public NodeSigner nodeSigner() {
        return node;
      }

      @Override
      public ChannelSigner channelSigner(long keyIndex) {
        return keys.channelSigner(keyIndex);
      }
    };
  }

  private static long done(List<CompletableFuture<PaymentResult>> payments) {
    return payments.stream().filter(CompletableFuture::isDone).count();
  }

  @Test
  void oneHtlcWaitsForTheNextBlockAndTheOthersDoNot() {
    LightningNode alice = world.node("alice");
    LightningNode bob = world.node("bob", builder -> builder.keys(failing("bob")));
    world.channel(alice, bob, 1_000_000);
    String first = world.await(bob.createInvoice(MilliSatoshi.ofSat(10_000), "first")).text();
    String second = world.await(bob.createInvoice(MilliSatoshi.ofSat(20_000), "second")).text();

    failures.set(1);
    var payments = List.of(alice.pay(first), alice.pay(second));
    world.settle();
    assertThat(done(payments)).isEqualTo(1);
    assertThat(world.events("bob", NodeEvent.InternalFailure.class))
        .singleElement()
        .satisfies(failure -> assertThat(failure.what()).contains("the signer is away"));

    world.mine(1);
    payments.forEach(world::await);
    assertThat(world.events("bob", NodeEvent.PaymentReceived.class)).hasSize(2);
  }
}
