package org.boltj.channel;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.fuzz.FuzzInput;
import org.boltj.message.MessageCodec;
import org.boltj.message.OpenChannel;
import org.boltj.message.RevokeAndAck;
import org.boltj.message.UpdateAddHtlc;
import org.boltj.tx.Transaction;
import org.boltj.updates.Allocation;
import org.boltj.updates.CommitmentTxs;
import org.boltj.updates.Feerates;
import org.boltj.updates.Htlc;
import org.boltj.updates.LocalCommit;
import org.boltj.updates.OutgoingHtlc;

/**
 * Two ends of a channel. The bytes choose what both do, and what befalls the messages to one of
 * them, the victim: lost, repeated, out of order, changed in a byte or replaced. No step throws;
 * the victim publishes nothing revoked and nothing that the chain's rules refuse, and never has
 * less than it has paid for.
 */
public final class ChannelStepsFuzzTarget {
  private static final int MAX_STEPS = 120;
  private static final int MOST_KEPT = 64;

  /** Messages about a channel. */
  private static final int[] TYPES = {
    1, 17, 32, 33, 34, 35, 36, 38, 39, 40, 41, 128, 130, 131, 132, 133, 134, 135, 136, 259
  };

  private static final TestPair OPENING = new TestPair();
  private static final TestPair ANCHORS =
      TestPair.normal(TestPair.ANCHORS, MilliSatoshi.ofSat(400_000));
  private static final TestPair PLAIN =
      TestPair.normal(TestPair.STATIC_REMOTEKEY, MilliSatoshi.ofSat(400_000));

  private final FuzzInput in;
  private final TestPair pair;
  private final TestSide victim;
  private final TestSide attacker;
  private final List<WireMessage> history = new ArrayList<>();
  private final Set<TxId> revoked = new HashSet<>();

  /** Our commitments by their numbers, as far as they were seen between two steps. */
  private final Map<Long, TxId> commitments = new HashMap<>();

  /** Amounts of the victim's own HTLCs (msat); an id that was never signed is used again. */
  private final Map<Long, Long> offered = new HashMap<>();

  private final Set<String> settled = new HashSet<>();
  private boolean funded;
  private boolean connected = true;
  private Optional<Long> atLeastMsat = Optional.empty();
  private int checkedEffects;

  private ChannelStepsFuzzTarget(FuzzInput in) {
    this.in = in;
    int start = in.below(4);
    this.pair = (start == 0 ? OPENING : start == 1 ? PLAIN : ANCHORS).copy();
    boolean openerIsVictim = in.below(2) == 0;
    this.victim = openerIsVictim ? pair.a : pair.b;
    this.attacker = pair.other(victim);
    if (start == 0) {
      pair.a.on(
          new ChannelEvent.Open(
              pair.request(),
              pair.openRequest(
                  in.below(2) == 0 ? TestPair.ANCHORS : TestPair.STATIC_REMOTEKEY,
                  MilliSatoshi.ofSat(in.below(900) * 1_000L),
                  in.below(2) == 0)));
    } else {
      funded = true;
    }
  }

  /** Called by Jazzer first: what the channels above take to open is not the first input's time. */
  public static void fuzzerInitialize() {}

  public static void fuzzerTestOneInput(byte[] input) {
    ChannelStepsFuzzTarget run = new ChannelStepsFuzzTarget(new FuzzInput(input));
    for (int i = 0; i < MAX_STEPS && run.in.hasMore(); i++) {
      run.step();
      run.check();
    }
  }

  private TestSide side() {
    return in.below(2) == 0 ? victim : attacker;
  }

  private void step() {
    switch (in.below(32)) {
      case 0, 1, 2 -> add(side());
      case 3, 4, 5 -> settle(side());
      case 6, 7, 8 -> pair.sign(side());
      case 9, 10, 11, 12 -> deliver(victim, attacker.outbox.isEmpty() ? 4 : 1);
      case 13, 14, 15, 16, 17 -> deliver(attacker, 1);
      case 18 -> mutated();
      case 19 -> raw();
      case 20 -> repeated();
      case 21 -> outOfOrder();
      case 22 -> attacker.outbox.poll();
      case 23 -> reconnect();
      case 24 -> victim.stored.ifPresent(stored -> restart());
      case 25 -> mine(1 + in.below(6));
      case 26 -> feerate();
      case 27 -> side().on(new ChannelEvent.Close(pair.request(), Optional.empty(), rate()));
      case 28 -> settleDown();
      case 29 -> fund();
      case 30 -> twisted();
      default -> {
        if (in.below(4) == 0) {
          side().on(new ChannelEvent.ForceClose(pair.request(), "fuzzed"));
        }
      }
    }
  }

  private Optional<FeeratePerKw> rate() {
    return in.below(2) == 0
        ? Optional.empty()
        : Optional.of(new FeeratePerKw(253 + in.below(9_000)));
  }

  private void add(TestSide side) {
    pair.add(side, 1 + in.u32() % 600_000_000L, 10 + in.below(300));
  }

  private void settle(TestSide side) {
    for (Effect.HtlcReceived htlc : side.all(Effect.HtlcReceived.class)) {
      if (settled.add(side.name + htlc.id())) {
        settle(side, htlc);
        return;
      }
    }
  }

  private void settle(TestSide side, Effect.HtlcReceived htlc) {
    switch (in.below(4)) {
      case 0 -> pair.fail(side, htlc.id());
      case 1 -> side.on(new ChannelEvent.FailMalformedHtlc(htlc.id(), Bytes.zeros(32), 0xc005));
      default ->
          preimageOf(htlc)
              .ifPresentOrElse(
                  preimage ->
                      side.on(new ChannelEvent.FulfillHtlc(htlc.id(), preimage, Optional.empty())),
                  () -> pair.fail(side, htlc.id()));
    }
  }

  private static Optional<PaymentPreimage> preimageOf(Effect.HtlcReceived htlc) {
    for (int number = 1; number <= MAX_STEPS; number++) {
      PaymentPreimage preimage = TestPair.preimage(number);
      if (TestPair.hash(preimage).equals(htlc.paymentHash())) {
        return Optional.of(preimage);
      }
    }
    return Optional.empty();
  }

  /** Hands over messages as they are. */
  private void deliver(TestSide from, int most) {
    for (int i = 0; i < most && !from.outbox.isEmpty(); i++) {
      WireMessage message = from.outbox.remove();
      if (from == attacker && history.size() < MOST_KEPT) {
        history.add(message);
      }
      receive(pair.other(from), message);
    }
  }

  private void receive(TestSide to, WireMessage message) {
    if (message instanceof OpenChannel open) {
      if (to == pair.b && to.data.state() instanceof Unopened) {
        to.on(new ChannelEvent.OpenReceived(open, pair.acceptTerms()));
      }
    } else {
      to.on(new ChannelEvent.Received(message));
    }
  }

  private void toVictim(Bytes wire) {
    try {
      receive(victim, MessageCodec.decode(wire));
    } catch (DecodeException closesTheConnection) {
      // Never gets to the channel.
    }
  }

  /** One byte of the next message is another one. */
  private void mutated() {
    WireMessage message = attacker.outbox.poll();
    if (message != null) {
      byte[] wire = message.encode().toArray();
      int at = Math.min(wire.length - 1, 2 + in.below(wire.length));
      wire[at] = (byte) in.next();
      toVictim(Bytes.wrap(wire));
    }
  }

  /** Some bytes of the next message, or of an earlier one, are replaced. */
  private void twisted() {
    WireMessage message =
        history.isEmpty() ? attacker.outbox.poll() : history.get(in.below(history.size()));
    if (message != null) {
      byte[] wire = message.encode().toArray();
      byte[] patch = in.take(in.below(40)).toArray();
      int at = 2 + in.below(Math.max(1, wire.length - 2));
      System.arraycopy(patch, 0, wire, at, Math.max(0, Math.min(patch.length, wire.length - at)));
      toVictim(Bytes.wrap(wire));
    }
  }

  private void raw() {
    int type = TYPES[in.below(TYPES.length)];
    Bytes head = Bytes.of((byte) (type >> 8), (byte) type);
    Bytes id =
        victim.data.state() instanceof PersistentState state
            ? state.channelId().value()
            : Bytes.zeros(32);
    toVictim(Bytes.concat(head, id, in.take(in.below(200))));
  }

  private void repeated() {
    if (!history.isEmpty()) {
      receive(victim, history.get(in.below(history.size())));
    }
  }

  private void outOfOrder() {
    WireMessage first = attacker.outbox.poll();
    if (first != null) {
      attacker.outbox.add(first);
    }
  }

  private void reconnect() {
    if (connected) {
      pair.disconnect();
    } else {
      pair.connect();
    }
    connected = !connected;
  }

  private void restart() {
    if (connected) {
      reconnect();
    }
    victim.restart();
  }

  private void mine(int blocks) {
    pair.mine(blocks);
  }

  private void feerate() {
    FeeratePerKw feerate = new FeeratePerKw(253 + in.below(20_000));
    if (in.below(2) == 0) {
      side().feerates = Feerates.fixed(feerate);
    } else {
      side().on(new ChannelEvent.UpdateFee(feerate));
    }
  }

  private void settleDown() {
    for (int i = 0; i < 20; i++) {
      deliver(attacker, 100);
      deliver(victim, 100);
      pair.sign(attacker);
      pair.sign(victim);
    }
  }

  private void fund() {
    List<Effect.AskFunding> asked = pair.a.all(Effect.AskFunding.class);
    if (!funded && !asked.isEmpty()) {
      funded = true;
      Effect.AskFunding ask = asked.get(0);
      pair.a.on(
          new ChannelEvent.FundingCreatedByWallet(
              pair.chain.fund(ask.scriptPubKey(), ask.amount()), 0));
    }
  }

  // ---- what must hold ----

  private void check() {
    for (; checkedEffects < victim.effects.size(); checkedEffects++) {
      switch (victim.effects.get(checkedEffects)) {
        case Effect.Send send -> {
          if (send.message() instanceof RevokeAndAck) {
            revoked.add(localCommitment(victim.commitments().localCommit().number() - 1));
          }
        }
        case Effect.Publish publish -> publish.transactions().forEach(this::checkPublished);
        default -> {}
      }
    }
    if (!victim.rejected.stream().allMatch(ChannelStepsFuzzTarget::isHarmless)) {
      throw new IllegalStateException("the chain refuses: " + victim.rejected);
    }
    if (victim.data.state() instanceof PersistentState state) {
      if (state instanceof Frozen) {
        throw new IllegalStateException("frozen: " + state);
      }
      checkMoney(state);
    }
  }

  /** The other side may have been first, and claims that are early come again. */
  private static boolean isHarmless(String refusal) {
    return refusal.startsWith("missing input")
        || refusal.startsWith("locktime")
        || refusal.startsWith("sequence");
  }

  private void checkPublished(Transaction tx) {
    if (revoked.contains(tx.txid())) {
      throw new IllegalStateException("a revoked commitment is published: " + tx);
    }
  }

  /** The id of our commitment with that number; zeros where it is not known. */
  private TxId localCommitment(long number) {
    return commitments.getOrDefault(number, new TxId(Bytes.zeros(32)));
  }

  private void checkMoney(PersistentState state) {
    LocalCommit commit = state.commitments().localCommit();
    commitments.computeIfAbsent(
        commit.number(),
        number ->
            CommitmentTxs.local(
                    state.params(),
                    number,
                    victim.signer.perCommitmentPoint(number),
                    commit.allocation())
                .unsigned()
                .txid());
    TestPair.assertConserved(victim);
    Allocation allocation = commit.allocation();
    long ours = allocation.toLocal().msat();
    for (Htlc htlc : allocation.htlcs()) {
      ours += htlc instanceof OutgoingHtlc ? htlc.amount().msat() : 0;
    }
    if (atLeastMsat.isEmpty()) {
      atLeastMsat = Optional.of(ours);
    }
    long paid = victim.all(Effect.HtlcFulfilled.class).stream().mapToLong(this::amount).sum();
    if (ours + paid < atLeastMsat.get()) {
      throw new IllegalStateException(
          "only " + ours + " msat and " + paid + " paid of " + atLeastMsat.get());
    }
  }

  private long amount(Effect.HtlcFulfilled fulfilled) {
    victim.sent(UpdateAddHtlc.class).forEach(add -> offered.put(add.id(), add.amountMsat().msat()));
    return offered.getOrDefault(fulfilled.id(), 0L);
  }
}
