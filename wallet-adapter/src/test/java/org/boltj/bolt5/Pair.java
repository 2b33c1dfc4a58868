package org.boltj.bolt5;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.function.Predicate;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.channel.AcceptTerms;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.Effect;
import org.boltj.channel.Normal;
import org.boltj.channel.OpenRequest;
import org.boltj.channel.RequestId;
import org.boltj.codec.WireMessage;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.crypto.Hash;
import org.boltj.message.OpenChannel;
import org.boltj.sign.InMemoryNodeSigner;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;
import org.boltj.updates.HtlcOrigin;
import org.boltj.updates.PaymentId;
import org.boltj.wallet.regtest.Block;
import org.boltj.wallet.regtest.ChainObserver;
import org.boltj.wallet.regtest.RegtestChain;

/** Alice, who opened the channel and pays for its commitments, and Bob, over one chain. */
final class Pair implements ChainObserver {
  static final Satoshi CAPACITY = Satoshi.of(1_000_000);
  static final long PUSH_SAT = 400_000;
  private static final Bytes MINER = ScriptTemplates.p2wpkh(keyOf(0x55));

  final RegtestChain chain;
  final CommitmentFormat format;
  final Party alice;
  final Party bob;
  final List<Placed> placed = new ArrayList<>();
  Disturbance disturbance = Disturbance.NONE;

  /** What miners take. */
  Predicate<Transaction> mineable = tx -> true;

  private final Deque<Transaction> seen = new ArrayDeque<>();
  private final long aliceBefore;
  private final long bobBefore;
  private long requests;
  private int blocks;

  /** An HTLC, and whether its receiver may claim it. */
  static final class Placed {
    final Party offerer;
    final long id;
    final long sat;
    final int number;
    boolean claimed;

    Placed(Party offerer, long id, long sat, int number) {
      this.offerer = offerer;
      this.id = id;
      this.sat = sat;
      this.number = number;
    }

    PaymentPreimage preimage() {
      return Pair.preimage(number);
    }
  }

  private static PublicKey keyOf(int seed) {
    return InMemoryNodeSigner.ofSeed(Bytes.fromHex(String.format("%02x", seed).repeat(32)))
        .nodeId();
  }

  private Pair(RegtestChain chain, CommitmentFormat format, int seed) {
    this.chain = chain;
    this.format = format;
    alice = new Party("alice", seed + 1, chain);
    bob = new Party("bob", seed + 2, chain);
    chain.observe(this);
    for (Party party : List.of(alice, bob)) {
      List<TxOutput> coins = new ArrayList<>();
      for (int i = 0; i < 150; i++) {
        coins.add(new TxOutput(Satoshi.of(200_000), party.newScript()));
      }
      chain.fund(coins);
    }
    chain.mine(1);
    seen.clear();
    aliceBefore = alice.walletSat();
    bobBefore = bob.walletSat();
  }

  /** A channel that is ready, with 600,000 sat on Alice's side and 400,000 sat on Bob's. */
  static Pair open(CommitmentFormat format) {
    Pair pair = new Pair(RegtestChain.withMatureCoins(), format, 0x10);
    pair.open();
    pair.mine(3);
    pair.deliverAll();
    assertThat(pair.alice.data.state()).isInstanceOf(Normal.class);
    assertThat(pair.bob.data.state()).isInstanceOf(Normal.class);
    return pair;
  }

  private void open() {
    Features type = format.channelType();
    alice.on(
        new ChannelEvent.Open(
            request(),
            new OpenRequest(
                bob.nodeSigner.nodeId(),
                1,
                CAPACITY,
                MilliSatoshi.ofSat(PUSH_SAT),
                false,
                type,
                Optional.empty(),
                Party.INIT,
                Party.INIT,
                new FeeratePerKw(1_000))));
    OpenChannel open = (OpenChannel) alice.outbox.remove();
    bob.on(
        new ChannelEvent.OpenReceived(
            open,
            new AcceptTerms(
                alice.nodeSigner.nodeId(), 1, false, Optional.empty(), Party.INIT, Party.INIT)));
    deliverAll();
    Effect.AskFunding ask = alice.all(Effect.AskFunding.class).get(0);
    // Paid by a miner, so that the wallets' books hold what comes back only.
    OutPoint coin = chain.fund(ask.scriptPubKey(), ask.amount());
    Transaction funding = chain.transaction(coin.txid()).orElseThrow();
    alice.on(new ChannelEvent.FundingCreatedByWallet(funding, Math.toIntExact(coin.index())));
    deliverAll();
  }

  Party other(Party party) {
    return party == alice ? bob : alice;
  }

  RequestId request() {
    return new RequestId(++requests);
  }

  long gained(Party party) {
    return party.walletSat() - (party == alice ? aliceBefore : bobBefore);
  }

  // ---- messages

  boolean deliver(Party from) {
    WireMessage message = from.outbox.poll();
    if (message != null) {
      other(from).on(new ChannelEvent.Received(message));
    }
    return message != null;
  }

  void deliverAll() {
    boolean more = true;
    while (more) {
      boolean fromAlice = deliver(alice);
      more = deliver(bob) || fromAlice;
    }
  }

  void sign(Party party) {
    if (party.data.wantsToSign()) {
      party.on(new ChannelEvent.Sign());
    }
  }

  void settleDown() {
    do {
      deliverAll();
      sign(alice);
      sign(bob);
    } while (!alice.outbox.isEmpty() || !bob.outbox.isEmpty());
  }

  void disconnect() {
    for (Party party : List.of(alice, bob)) {
      party.on(new ChannelEvent.LinkDown());
      party.outbox.clear();
    }
  }

  // ---- HTLCs

  static PaymentPreimage preimage(int number) {
    return new PaymentPreimage(Hash.sha256(Bytes.fromHex(String.format("%08x", number))));
  }

  Placed add(Party offerer, long sat, int blocksToExpiry) {
    long id = offerer.commitments().nextLocalHtlcId();
    int number = placed.size() + 1;
    offerer.on(
        new ChannelEvent.AddHtlc(
            request(),
            MilliSatoshi.ofSat(sat),
            new PaymentHash(Hash.sha256(preimage(number).value())),
            new CltvExpiry(chain.height() + blocksToExpiry),
            Bytes.zeros(1366),
            Optional.empty(),
            new HtlcOrigin.Local(new PaymentId(Bytes.zeros(32)), number)));
    Placed htlc = new Placed(offerer, id, sat, number);
    if (offerer.commitments().nextLocalHtlcId() > id) {
      placed.add(htlc);
    }
    return htlc;
  }

  /** The receiver gets to know the preimage. */
  void claim(Placed htlc) {
    other(htlc.offerer)
        .on(new ChannelEvent.FulfillHtlc(htlc.id, htlc.preimage(), Optional.empty()));
    htlc.claimed = true;
  }

  void fail(Placed htlc) {
    other(htlc.offerer).on(new ChannelEvent.FailHtlc(htlc.id, Bytes.zeros(292), Optional.empty()));
  }

  void forceClose(Party party) {
    party.on(new ChannelEvent.ForceClose(request(), "the case asks for it"));
    tellSeen();
  }

  // ---- the chain

  @Override
  public void transactionSeen(Transaction transaction) {
    seen.add(transaction);
  }

  /** Both hear what is in the mempool. */
  void tellSeen() {
    for (Transaction tx = seen.poll(); tx != null; tx = seen.poll()) {
      alice.see(tx, OptionalInt.empty(), 0);
      bob.see(tx, OptionalInt.empty(), 0);
    }
  }

  void mine(int count) {
    for (int i = 0; i < count; i++) {
      tellSeen();
      connect(chain.mine(1, MINER, mineable).get(0));
      disturb();
      tellSeen();
    }
  }

  /** A block with these alone, mined by who made them. */
  void mineExactly(List<Transaction> transactions) {
    assertThat(chain.mineExactly(transactions)).isEmpty();
    connect(chain.tip());
    tellSeen();
  }

  /** What a transaction of the mempool pays, sat for 1,000 weight units. */
  long feerate(Transaction tx) {
    long in =
        tx.inputs().stream()
            .mapToLong(
                input ->
                    chain
                        .transaction(input.outPoint().txid())
                        .orElseThrow()
                        .outputs()
                        .get(Math.toIntExact(input.outPoint().index()))
                        .amount()
                        .sat())
            .sum();
    long out = tx.outputs().stream().mapToLong(output -> output.amount().sat()).sum();
    return (in - out) * 1000 / tx.weight();
  }

  private void connect(Block block) {
    for (Party party : List.of(alice, bob)) {
      for (int index = 1; index < block.transactions().size(); index++) {
        party.see(block.transactions().get(index), OptionalInt.of(block.height()), index);
      }
      party.on(new ChannelEvent.NewBlock(block.height()));
    }
  }

  private void disturb() {
    blocks++;
    switch (disturbance) {
      case NONE -> {}
      case RESTARTS -> {
        for (Party party : List.of(alice, bob)) {
          if (!party.silent && !party.isClosed()) {
            party.restart();
          }
        }
      }
      case REORGS -> {
        if (blocks % 7 == 0) {
          int depth = 1 + blocks / 7 % 6;
          disconnect(depth);
          for (int i = 0; i < depth; i++) {
            tellSeen();
            connect(chain.mine(1, MINER, mineable).get(0));
          }
        }
      }
    }
  }

  /** The newest blocks leave the chain. */
  void disconnect(int depth) {
    for (Block gone : chain.disconnect(depth)) {
      for (Party party : List.of(alice, bob)) {
        party.on(new ChannelEvent.BlockDisconnected(gone.height()));
      }
    }
  }

  /** Until nothing is left to do for either. */
  void mineUntilClosed() {
    for (int i = 0; i < 800; i++) {
      if ((alice.silent || alice.isClosed()) && (bob.silent || bob.isClosed())) {
        return;
      }
      mine(1);
    }
    throw new AssertionError(
        "not closed after 800 blocks: " + alice.data.state() + "\n" + alice.refused);
  }
}
