package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.commitment.AnchorsZeroFeeHtlc;
import org.boltj.commitment.CommitmentParams;
import org.boltj.commitment.CommitmentSpec;
import org.boltj.commitment.CommitmentTx;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.message.AcceptChannel;
import org.boltj.message.ErrorMessage;
import org.boltj.message.FundingCreated;
import org.boltj.message.FundingSigned;
import org.boltj.message.OpenChannel;
import org.boltj.sign.ChannelSecrets;
import org.boltj.sign.InMemoryChannelSigner;
import org.junit.jupiter.api.Test;

/** A peer cannot take the place of the channel of another peer by naming its funding outpoint. */
class StolenChannelIdTest {
  private static final Satoshi FUNDING = Satoshi.of(500_000);
  private static final FeeratePerKw FEERATE = new FeeratePerKw(1_000);

  private final TestWorld world = new TestWorld();
  private final InMemoryChannelSigner signer =
      new InMemoryChannelSigner(ChannelSecrets.derive(Bytes.zeros(32), 1));
  private final ChannelId temporary = new ChannelId(Bytes.fromHex("77".repeat(32)));

  private OpenChannel open() {
    ChannelBasepoints keys = signer.basepoints();
    return new OpenChannel(
        Network.REGTEST.chainHash(),
        temporary,
        FUNDING,
        MilliSatoshi.ZERO,
        Satoshi.of(354),
        FUNDING.toMilliSatoshi(),
        Satoshi.of(5_000),
        MilliSatoshi.of(1),
        FEERATE,
        144,
        483,
        keys.fundingPubkey(),
        keys.revocationBasepoint(),
        keys.paymentBasepoint(),
        keys.delayedPaymentBasepoint(),
        keys.htlcBasepoint(),
        signer.perCommitmentPoint(0),
        0,
        Optional.of(Bytes.EMPTY),
        Optional.of(new AnchorsZeroFeeHtlc().channelType()));
  }

  /** Its signature is right, whatever the outpoint is. */
  private FundingCreated created(AcceptChannel accept, OutPoint outPoint) {
    ChannelBasepoints theirs =
        new ChannelBasepoints(
            accept.fundingPubkey(),
            accept.revocationBasepoint(),
            accept.paymentBasepoint(),
            accept.delayedPaymentBasepoint(),
            accept.htlcBasepoint());
    CommitmentParams params =
        new CommitmentParams(
            new AnchorsZeroFeeHtlc(),
            outPoint,
            FUNDING,
            false,
            accept.dustLimitSatoshis(),
            144,
            theirs,
            signer.basepoints());
    CommitmentSpec spec =
        new CommitmentSpec(FEERATE, MilliSatoshi.ZERO, FUNDING.toMilliSatoshi(), List.of());
    CommitmentTx tx = CommitmentTx.build(params, 0, accept.firstPerCommitmentPoint(), spec);
    return new FundingCreated(
        temporary,
        outPoint.txid(),
        Math.toIntExact(outPoint.index()),
        signer.signRemoteCommitment(tx).signature());
  }

  private RawPeer stranger(LightningNode node, OutPoint outPoint) {
    RawPeer peer = new RawPeer(world, "stranger");
    peer.greet(node);
    return open(peer, outPoint);
  }

  private RawPeer open(RawPeer peer, OutPoint outPoint) {
    peer.send(open());
    List<AcceptChannel> accepted = peer.received(AcceptChannel.class);
    return peer.send(created(accepted.get(accepted.size() - 1), outPoint));
  }

  @Test
  void the_channel_of_another_peer_stays() {
    LightningNode node = world.node("node");
    LightningNode bob = world.node("bob");
    ChannelId channel = world.channel(node, bob, 1_000_000);
    OutPoint funding = node.channel(channel).orElseThrow().funding();
    assertThat(funding.toChannelId()).isEqualTo(channel);

    RawPeer peer = stranger(node, funding);
    assertThat(peer.received(FundingSigned.class)).isEmpty();
    assertThat(peer.received(ErrorMessage.class)).hasSize(1);
    assertThat(node.channel(channel).orElseThrow().peer()).isEqualTo(bob.nodeId());

    LightningNode again = world.restart("node");
    world.advance(10_000);
    assertThat(again.channel(channel).orElseThrow().usable()).isTrue();
    String invoice = world.await(bob.createInvoice(MilliSatoshi.ofSat(10), "still mine")).text();
    world.await(again.pay(invoice));
  }

  @Test
  void an_outpoint_of_its_own_is_accepted() {
    LightningNode node = world.node("node");
    OutPoint own = new OutPoint(new TxId(Bytes.fromHex("55".repeat(32))), 3);
    assertThat(stranger(node, own).received(FundingSigned.class)).hasSize(1);
  }

  @Test
  void channels_that_nobody_funds_are_bounded() {
    LightningNode node = world.node("node");
    for (int i = 0; i < 1_000; i++) {
      RawPeer peer = new RawPeer(world, "peer " + i);
      OutPoint unfunded = new OutPoint(new TxId(Bytes.fromHex(String.format("%064x", i + 1))), 0);
      peer.greet(node);
      open(peer, unfunded);
    }
    assertThat(node.channels()).hasSize(1_000);
    RawPeer next = new RawPeer(world, "one too many");
    next.greet(node).send(open());
    assertThat(next.received(AcceptChannel.class)).isEmpty();
    assertThat(next.received(ErrorMessage.class)).hasSize(1);
  }
}
