package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Satoshi;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.commitment.AnchorsZeroFeeHtlc;
import org.boltj.commitment.StaticRemoteKey;
import org.boltj.crypto.Hash;
import org.boltj.message.MessageCodec;
import org.boltj.message.OpenChannel;
import org.boltj.tx.Transaction;
import org.boltj.updates.Allocation;
import org.boltj.updates.Commitments;
import org.boltj.updates.Htlc;
import org.boltj.updates.HtlcOrigin;
import org.boltj.updates.PaymentId;

/** Two ends of a channel, wired to each other in memory over a test chain. */
final class TestPair {
  static final Features ANCHORS = new AnchorsZeroFeeHtlc().channelType();
  static final Features STATIC_REMOTEKEY = new StaticRemoteKey().channelType();
  static final Features ZEROCONF =
      ANCHORS.or(Features.required(Feature.OPTION_SCID_ALIAS, Feature.OPTION_ZEROCONF));
  static final Satoshi CAPACITY = Satoshi.of(1_000_000);
  static final Bytes ONION = Bytes.zeros(1366);

  final TestChain chain;
  final TestSide a;
  final TestSide b;
  boolean bobTrusts;
  int otherFundingOutputs = 1;
  private long requests;
  private int payments;

  TestPair() {
    chain = new TestChain();
    a = new TestSide("alice", 0x11, chain);
    b = new TestSide("bob", 0x22, chain);
  }

  private TestPair(TestPair other) {
    chain = other.chain.copy();
    a = other.a.copy(chain);
    b = other.b.copy(chain);
    requests = other.requests;
    payments = other.payments;
    otherFundingOutputs = other.otherFundingOutputs;
  }

  /** Goes on from here, without a change of the original. */
  TestPair copy() {
    return new TestPair(this);
  }

  TestSide other(TestSide side) {
    return side == a ? b : a;
  }

  RequestId request() {
    return new RequestId(++requests);
  }

  OpenRequest openRequest(Features type, MilliSatoshi push, boolean announce) {
    return new OpenRequest(
        b.nodeSigner.nodeId(),
        1,
        CAPACITY,
        push,
        announce,
        type,
        Optional.empty(),
        TestSide.INIT,
        TestSide.INIT,
        new FeeratePerKw(1_000));
  }

  AcceptTerms acceptTerms() {
    return new AcceptTerms(
        a.nodeSigner.nodeId(), 1, bobTrusts, Optional.empty(), TestSide.INIT, TestSide.INIT);
  }

  /** Until the funding transaction is published. */
  TestPair open(OpenRequest request) {
    a.on(new ChannelEvent.Open(request(), request));
    OpenChannel open = (OpenChannel) reread(a.outbox.remove());
    b.on(new ChannelEvent.OpenReceived(open, acceptTerms()));
    deliverAll();
    Effect.AskFunding ask = a.last(Effect.AskFunding.class);
    Transaction funding = chain.fund(ask.scriptPubKey(), ask.amount(), otherFundingOutputs);
    a.on(new ChannelEvent.FundingCreatedByWallet(funding, 0));
    deliverAll();
    return this;
  }

  /** A channel in state Normal on both sides. */
  static TestPair normal(Features type, MilliSatoshi push) {
    TestPair pair = new TestPair();
    pair.open(pair.openRequest(type, push, true));
    pair.mine(3);
    pair.deliverAll();
    assertThat(pair.a.data.state()).isInstanceOf(Normal.class);
    assertThat(pair.b.data.state()).isInstanceOf(Normal.class);
    return pair;
  }

  /** Mines blocks and tells both sides what is in them, without delivering messages. */
  void mine(int count) {
    for (int i = 0; i < count; i++) {
      List<Transaction> block = chain.mine();
      for (TestSide side : List.of(a, b)) {
        for (int index = 0; index < block.size(); index++) {
          tell(side, block.get(index), index + 1);
        }
        side.on(new ChannelEvent.NewBlock(chain.height()));
      }
    }
  }

  private void tell(TestSide side, Transaction tx, int index) {
    if (!(side.data.state() instanceof PersistentState state)) {
      return;
    }
    OutPoint funding = state.params().funding();
    if (tx.txid().equals(funding.txid())) {
      side.on(new ChannelEvent.FundingConfirmed(tx, chain.height(), index));
    }
    if (spends(tx, funding)) {
      side.on(new ChannelEvent.FundingSpent(tx, OptionalInt.of(chain.height())));
    } else if (tx.inputs().stream().anyMatch(in -> side.watched.contains(in.outPoint()))) {
      side.on(new ChannelEvent.OutputSpent(tx, OptionalInt.of(chain.height())));
    }
  }

  private static boolean spends(Transaction tx, OutPoint outPoint) {
    return tx.inputs().stream().anyMatch(in -> in.outPoint().equals(outPoint));
  }

  /** Hands one message of that side to the other. */
  boolean deliver(TestSide from) {
    WireMessage message = from.outbox.poll();
    if (message == null) {
      return false;
    }
    other(from).on(new ChannelEvent.Received(reread(message)));
    return true;
  }

  /** Hands over messages until none is left. */
  void deliverAll() {
    boolean more = true;
    while (more) {
      boolean fromA = deliver(a);
      boolean fromB = deliver(b);
      more = fromA || fromB;
    }
  }

  /** Signs on both sides and delivers until both have nothing left to do. */
  void settleDown() {
    do {
      deliverAll();
      sign(a);
      sign(b);
    } while (!a.outbox.isEmpty() || !b.outbox.isEmpty());
  }

  void sign(TestSide side) {
    if (side.data.wantsToSign()) {
      side.on(new ChannelEvent.Sign());
    }
  }

  /** What the message is after it went over the wire. */
  static WireMessage reread(WireMessage message) {
    try {
      WireMessage read = MessageCodec.decode(message.encode());
      assertThat(read).isEqualTo(message);
      return read;
    } catch (DecodeException e) {
      throw new AssertionError(e);
    }
  }

  void disconnect() {
    a.on(new ChannelEvent.LinkDown());
    b.on(new ChannelEvent.LinkDown());
    a.outbox.clear();
    b.outbox.clear();
  }

  void connect() {
    a.on(new ChannelEvent.LinkUp(TestSide.INIT, TestSide.INIT));
    b.on(new ChannelEvent.LinkUp(TestSide.INIT, TestSide.INIT));
  }

  static PaymentPreimage preimage(long number) {
    return new PaymentPreimage(Hash.sha256(Bytes.fromHex(String.format("%016x", number))));
  }

  static PaymentHash hash(PaymentPreimage preimage) {
    return new PaymentHash(Hash.sha256(preimage.value()));
  }

  /** Offers an HTLC; its preimage is {@link #preimage} of the number that is given back. */
  long add(TestSide side, long msat) {
    return add(side, msat, 144);
  }

  long add(TestSide side, long msat, int blocks) {
    int number = ++payments;
    side.on(
        new ChannelEvent.AddHtlc(
            request(),
            MilliSatoshi.of(msat),
            hash(preimage(number)),
            new CltvExpiry(chain.height() + blocks),
            ONION,
            Optional.empty(),
            new HtlcOrigin.Local(new PaymentId(Bytes.zeros(32)), number)));
    return number;
  }

  /** The HTLCs that the side was told of and that are still to be settled. */
  static List<Effect.HtlcReceived> received(TestSide side) {
    return side.all(Effect.HtlcReceived.class);
  }

  void fulfill(TestSide side, long id, long number) {
    side.on(new ChannelEvent.FulfillHtlc(id, preimage(number), Optional.empty()));
  }

  void fail(TestSide side, long id) {
    side.on(new ChannelEvent.FailHtlc(id, Bytes.zeros(292), Optional.empty()));
  }

  void assertAgreement() {
    Allocation ofA = a.commitments().localCommit().allocation();
    Allocation ofB = b.commitments().localCommit().allocation();
    assertThat(ofA.toLocal()).isEqualTo(ofB.toRemote());
    assertThat(ofA.toRemote()).isEqualTo(ofB.toLocal());
    assertThat(ofA.feerate()).isEqualTo(ofB.feerate());
    assertThat(ofA.htlcs()).hasSameSizeAs(ofB.htlcs());
    assertConserved(a);
    assertConserved(b);
  }

  static void assertConserved(TestSide side) {
    assertConserved(side.commitments());
  }

  static void assertConserved(Commitments commitments) {
    for (Allocation allocation :
        List.of(
            commitments.localCommit().allocation(),
            commitments.latestRemoteCommit().allocation())) {
      long total = allocation.toLocal().msat() + allocation.toRemote().msat();
      for (Htlc htlc : allocation.htlcs()) {
        total += htlc.amount().msat();
      }
      assertThat(total).isEqualTo(CAPACITY.toMilliSatoshi().msat());
    }
  }

  static long toLocal(TestSide side) {
    return side.commitments().localCommit().allocation().toLocal().msat();
  }
}
