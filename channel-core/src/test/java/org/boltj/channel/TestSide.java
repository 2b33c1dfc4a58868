package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.codec.WireMessage;
import org.boltj.crypto.Hash;
import org.boltj.onchain.FeeBump;
import org.boltj.sign.ChannelSecrets;
import org.boltj.sign.ChannelSigner;
import org.boltj.sign.InMemoryChannelSigner;
import org.boltj.sign.InMemoryNodeSigner;
import org.boltj.sign.NodeSigner;
import org.boltj.store.Change;
import org.boltj.store.MemoryStore;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Commitments;
import org.boltj.updates.Feerates;

/** One end of a channel in a test: runs steps and carries out their effects. */
final class TestSide {
  static final Features INIT =
      Features.optional(
          Feature.OPTION_STATIC_REMOTEKEY,
          Feature.OPTION_ANCHORS,
          Feature.OPTION_SCID_ALIAS,
          Feature.OPTION_ZEROCONF,
          Feature.OPTION_SUPPORT_LARGE_CHANNEL,
          Feature.OPTION_UPFRONT_SHUTDOWN_SCRIPT,
          Feature.OPTION_SHUTDOWN_ANYSEGWIT);

  final String name;
  final NodeSigner nodeSigner;
  final ChannelSigner signer;
  final Bytes sweepScript;
  final TestChain chain;
  ChannelPolicy policy = ChannelPolicy.DEFAULT;
  Feerates feerates = Feerates.fixed(new FeeratePerKw(1_000));
  ChannelData data = ChannelData.fresh();
  Optional<PersistentState> stored = Optional.empty();
  final List<Effect> effects = new ArrayList<>();
  final Deque<WireMessage> outbox = new ArrayDeque<>();
  final Set<OutPoint> watched = new HashSet<>();
  final List<String> rejected = new ArrayList<>();
  private int entropyCounter;

  TestSide(String name, int seed, TestChain chain) {
    this.name = name;
    this.chain = chain;
    Bytes nodeSeed = Bytes.fromHex(String.format("%02x", seed).repeat(32));
    this.nodeSigner = InMemoryNodeSigner.ofSeed(nodeSeed);
    this.signer = new InMemoryChannelSigner(ChannelSecrets.derive(nodeSeed, 1));
    this.sweepScript = ScriptTemplates.p2wpkh(nodeSigner.nodeId());
  }

  private TestSide(TestSide other, TestChain chain) {
    this.name = other.name;
    this.chain = chain;
    this.nodeSigner = other.nodeSigner;
    this.signer = other.signer;
    this.sweepScript = other.sweepScript;
    this.policy = other.policy;
    this.feerates = other.feerates;
    this.data = other.data;
    this.stored = other.stored;
    this.outbox.addAll(other.outbox);
    this.watched.addAll(other.watched);
    this.entropyCounter = other.entropyCounter;
  }

  /** The same end, with nothing behind it, on another chain. */
  TestSide copy(TestChain other) {
    return new TestSide(this, other);
  }

  Context context() {
    Bytes entropy = Hash.sha256(Bytes.of((byte) name.charAt(0), (byte) ++entropyCounter));
    return new Context(
        0,
        chain.height(),
        Network.REGTEST.chainHash(),
        feerates,
        signer,
        nodeSigner,
        policy,
        entropy,
        sweepScript);
  }

  /** Runs one step and its effects; gives the effects. */
  List<Effect> on(ChannelEvent event) {
    Transition transition = Channel.step(data, event, context());
    data = transition.next();
    for (Effect effect : transition.effects()) {
      effects.add(effect);
      run(effect);
    }
    return transition.effects();
  }

  private void run(Effect effect) {
    switch (effect) {
      case Effect.Store store -> stored = Optional.of(reread(store.state()));
      case Effect.Forget forget -> stored = Optional.empty();
      case Effect.Send send -> outbox.add(send.message());
      case Effect.Watch watch -> watched.add(watch.outPoint());
      case Effect.Publish publish -> publish.transactions().forEach(this::publish);
      case Effect.PublishWithFee bump -> publishWithFee(bump.bump());
      default -> {}
    }
  }

  /** What the state is after it went through the store. */
  private static PersistentState reread(PersistentState state) {
    try {
      MemoryStore store = new MemoryStore();
      store.write(new StoreBatch(List.of(new Change.PutChannel(state))));
      PersistentState read = store.load().channels().get(0);
      // The one component that belongs to a connection.
      assertThat(read)
          .isEqualTo(state instanceof Normal normal ? normal.withAnnouncementSent(false) : state);
      return read;
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
  }

  private void publish(Transaction tx) {
    chain.publish(tx).ifPresent(rejected::add);
  }

  /** As the wallet does: one more input, and change. */
  private void publishWithFee(FeeBump bump) {
    Satoshi amount = Satoshi.of(100_000);
    List<TxInput> inputs = new ArrayList<>();
    bump.inputs().forEach(input -> inputs.add(input.unsigned()));
    int ours = inputs.size();
    inputs.add(TxInput.unsigned(chain.mint(amount), 0xfffffffdL));
    List<TxOutput> outputs = new ArrayList<>(bump.outputs());
    outputs.add(new TxOutput(Satoshi.of(95_000), TestChain.WALLET_SCRIPT));
    Transaction unsigned = new Transaction(2, inputs, outputs, bump.locktime());
    bump.parents().forEach(this::publish);
    Transaction signed = unsigned.withWitness(ours, chain.walletWitness(unsigned, ours));
    for (int i = 0; i < ours; i++) {
      signed = signed.withWitness(i, bump.witness(signer, unsigned, i));
    }
    publish(signed);
  }

  /** Throws away all but what was stored, as a crash does, and loads it again. */
  void restart() {
    data = ChannelData.restored(stored.orElseThrow());
    outbox.clear();
    on(new ChannelEvent.Restored());
  }

  PersistentState state() {
    return (PersistentState) data.state();
  }

  Commitments commitments() {
    return state().commitments();
  }

  <T extends Effect> List<T> all(Class<T> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends Effect> T last(Class<T> kind) {
    List<T> found = all(kind);
    return found.get(found.size() - 1);
  }

  <T extends WireMessage> List<T> sent(Class<T> kind) {
    return all(Effect.Send.class).stream()
        .map(Effect.Send::message)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }
}
