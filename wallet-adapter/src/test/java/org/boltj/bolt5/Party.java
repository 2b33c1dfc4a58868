package org.boltj.bolt5;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.OptionalInt;
import java.util.OptionalLong;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.Feature;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.TxId;
import org.boltj.channel.Channel;
import org.boltj.channel.ChannelData;
import org.boltj.channel.ChannelEvent;
import org.boltj.channel.ChannelNotice;
import org.boltj.channel.Closed;
import org.boltj.channel.Context;
import org.boltj.channel.Effect;
import org.boltj.channel.PersistentState;
import org.boltj.channel.Transition;
import org.boltj.codec.WireMessage;
import org.boltj.crypto.Hash;
import org.boltj.onchain.FeeBump;
import org.boltj.onchain.OnChain;
import org.boltj.port.CompletionRequest;
import org.boltj.port.GivenInput;
import org.boltj.sign.ChannelSecrets;
import org.boltj.sign.ChannelSigner;
import org.boltj.sign.InMemoryChannelSigner;
import org.boltj.sign.InMemoryNodeSigner;
import org.boltj.sign.NodeSigner;
import org.boltj.store.Change;
import org.boltj.store.MemoryStore;
import org.boltj.store.StoreBatch;
import org.boltj.store.StoreException;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.ChannelPolicy;
import org.boltj.updates.Commitments;
import org.boltj.updates.Feerates;
import org.boltj.updates.RevokedHtlc;
import org.boltj.wallet.funds.SeedWallet;
import org.boltj.wallet.regtest.RegtestChain;
import org.boltj.wallet.regtest.SubmitResult;

/** One end of a channel: steps it, and carries out what the steps ask for on the embedded chain. */
final class Party {
  static final Features INIT =
      Features.optional(
          Feature.OPTION_STATIC_REMOTEKEY,
          Feature.OPTION_ANCHORS,
          Feature.OPTION_SCID_ALIAS,
          Feature.OPTION_ZEROCONF,
          Feature.OPTION_SHUTDOWN_ANYSEGWIT);

  final String name;
  final NodeSigner nodeSigner;
  final ChannelSigner signer;
  final SeedWallet wallet;
  final Bytes sweepScript;
  ChannelPolicy policy = shortDelays(ChannelPolicy.DEFAULT);
  Feerates feerates = Feerates.fixed(new FeeratePerKw(1_000));
  ChannelData data = ChannelData.fresh();
  final Deque<WireMessage> outbox = new ArrayDeque<>();
  final List<Effect> effects = new ArrayList<>();

  /** Why the chain refused what. */
  final List<String> refused = new ArrayList<>();

  /** Fees are paid by who publishes. */
  final Set<TxId> published = new HashSet<>();

  /** Does nothing any more, as one that has cheated. */
  boolean silent;

  private final RegtestChain chain;
  private final Set<Bytes> scripts = new HashSet<>();
  private final MemoryStore store = new MemoryStore();
  private final Map<OutPoint, Bytes> watched = new HashMap<>();
  private int entropy;

  Party(String name, int seed, RegtestChain chain) {
    this.name = name;
    this.chain = chain;
    Bytes nodeSeed = Bytes.fromHex(String.format("%02x", seed).repeat(32));
    nodeSigner = InMemoryNodeSigner.ofSeed(nodeSeed);
    signer = new InMemoryChannelSigner(ChannelSecrets.derive(nodeSeed, 1));
    wallet = chain.wallet(nodeSeed);
    sweepScript = newScript();
  }

  /** As by default, but for delays: what took weeks takes a few hundred blocks. */
  private static ChannelPolicy shortDelays(ChannelPolicy p) {
    return new ChannelPolicy(
        p.dustLimit(),
        p.maxDustLimit(),
        p.reservePermille(),
        p.maxReservePermille(),
        p.inFlightPercent(),
        p.htlcMinimum(),
        p.maxHtlcMinimum(),
        p.maxAcceptedHtlcs(),
        40,
        p.maxToSelfDelay(),
        p.minimumDepth(),
        p.maxMinimumDepth(),
        p.minFunding(),
        p.maxDustHtlcExposure(),
        p.fulfillmentDeadline(),
        p.timeoutGrace(),
        p.maxExpiryDistance(),
        p.minFeeratePercent(),
        p.maxFeeratePercent(),
        p.resolutionDepth(),
        p.fundingTimeout(),
        20,
        p.fees());
  }

  /** A fresh script of the wallet. */
  Bytes newScript() {
    Bytes script = wallet.newScriptPubKey();
    scripts.add(script);
    return script;
  }

  /** What the chain says the wallet has. */
  long walletSat() {
    return scripts.stream().mapToLong(script -> chain.balance(script).sat()).sum();
  }

  PersistentState state() {
    return (PersistentState) data.state();
  }

  Commitments commitments() {
    return state().commitments();
  }

  boolean isClosed() {
    return data.state() instanceof Closed;
  }

  /** Runs one step and carries out its effects. */
  void on(ChannelEvent event) {
    if (silent) {
      return;
    }
    Transition transition = Channel.step(data, event, context());
    data = transition.next();
    for (Effect effect : transition.effects()) {
      effects.add(effect);
      run(effect);
    }
  }

  private Context context() {
    return new Context(
        0,
        chain.height(),
        Network.REGTEST.chainHash(),
        feerates,
        signer,
        nodeSigner,
        policy,
        Hash.sha256(Bytes.of((byte) name.charAt(0), (byte) ++entropy, (byte) (entropy >> 8))),
        sweepScript);
  }

  private void run(Effect effect) {
    switch (effect) {
      case Effect.Store stored -> write(new Change.PutChannel(stored.state()));
      case Effect.StoreRevokedHtlcs revoked ->
          write(new Change.AddRevokedHtlcs(revoked.channelId(), revoked.htlcs()));
      case Effect.Send send -> outbox.add(send.message());
      case Effect.Watch watch -> watched.put(watch.outPoint(), watch.scriptPubKey());
      case Effect.Publish publish -> publish(publish.transactions());
      case Effect.PublishWithFee bump -> publishWithFee(bump.bump());
      default -> {}
    }
  }

  private void write(Change change) {
    store.write(new StoreBatch(List.of(change)));
  }

  void publish(List<Transaction> transactions) {
    transactions.forEach(tx -> published.add(tx.txid()));
    List<SubmitResult> results =
        transactions.size() == 1
            ? List.of(chain.submit(transactions.get(0)))
            : chain.submitPackage(transactions);
    for (SubmitResult result : results) {
      if (result instanceof SubmitResult.Refused no) {
        refused.add(chain.height() + ": " + no.refusal());
      }
    }
  }

  /** The wallet adds what is missing. */
  void publishWithFee(FeeBump bump) {
    List<Transaction> all = new ArrayList<>(bump.parents());
    all.add(complete(bump));
    publish(all);
  }

  Transaction complete(FeeBump bump) {
    CompletionRequest request =
        new CompletionRequest(
            bump.inputs().stream().map(Party::given).toList(),
            bump.outputs(),
            bump.locktime(),
            bump.parents().stream().mapToLong(Transaction::weight).sum(),
            bump.parentFee(),
            bump.feerate(),
            (unsigned, spent, index) -> bump.witness(signer, unsigned, index));
    Transaction completed = wallet.complete(request).join();
    completed.outputs().stream()
        .skip(bump.outputs().size())
        .forEach(change -> scripts.add(change.scriptPubKey()));
    return completed;
  }

  private static GivenInput given(FeeBump.Input input) {
    return new GivenInput(
        input.outPoint(), input.spent(), input.unsigned().sequence(), input.witnessWeight());
  }

  /** Tells what a transaction means to this side, if it means something. */
  void see(Transaction tx, OptionalInt height, int index) {
    if (silent || !(data.state() instanceof PersistentState state)) {
      return;
    }
    OutPoint funding = state.params().funding();
    if (tx.txid().equals(funding.txid()) && height.isPresent()) {
      on(new ChannelEvent.FundingConfirmed(tx, height.getAsInt(), index));
    }
    List<OutPoint> spent = tx.inputs().stream().map(TxInput::outPoint).toList();
    if (spent.contains(funding)) {
      on(new ChannelEvent.FundingSpent(tx, height, revoked(state, tx)));
    } else if (spent.stream().anyMatch(watched::containsKey)) {
      on(new ChannelEvent.OutputSpent(tx, height));
    }
  }

  private List<RevokedHtlc> revoked(PersistentState state, Transaction tx) {
    OptionalLong number = OnChain.revokedCommitment(state.commitments(), tx);
    return number.isPresent()
        ? store.revokedHtlcs(state.channelId(), number.getAsLong())
        : List.of();
  }

  /** All that happened since that state is lost. */
  void lose(PersistentState then) {
    write(new Change.PutChannel(then));
    restart();
  }

  /** Throws away all but what was stored. */
  void restart() {
    try {
      data = ChannelData.restored(store.load().channels().get(0));
    } catch (StoreException e) {
      throw new AssertionError(e);
    }
    outbox.clear();
    watched.clear();
    on(new ChannelEvent.Restored());
  }

  <T extends Effect> List<T> all(Class<T> kind) {
    return effects.stream().filter(kind::isInstance).map(kind::cast).toList();
  }

  <T extends ChannelNotice> List<T> notices(Class<T> kind) {
    return all(Effect.Notify.class).stream()
        .map(Effect.Notify::notice)
        .filter(kind::isInstance)
        .map(kind::cast)
        .toList();
  }
}
