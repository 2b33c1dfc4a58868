package org.boltj.wallet.regtest;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.TxId;
import org.boltj.tx.Transaction;
import org.boltj.wallet.regtest.SubmitResult.Accepted;
import org.boltj.wallet.regtest.SubmitResult.AlreadyKnown;
import org.boltj.wallet.regtest.SubmitResult.Refused;
import org.jspecify.annotations.Nullable;

/**
 * Lets transactions into the mempool, one by one or as packages; checks in Bitcoin Core's order.
 */
final class Acceptance {
  private final ChainState chain;
  private final Mempool mempool;
  private final RelayPolicy policy;
  private final Replacement replacement;
  private long mempoolMinSatPerKvB;

  Acceptance(ChainState chain, Mempool mempool, RelayPolicy policy) {
    this.chain = chain;
    this.mempool = mempool;
    this.policy = policy;
    this.replacement = new Replacement(mempool, policy);
  }

  /** The feerate below which a full mempool refuses; 0 when it is not full. */
  void mempoolMinimum(long satPerKvB) {
    mempoolMinSatPerKvB = satPerKvB;
  }

  SubmitResult submit(Transaction tx) {
    SubmitResult known = known(tx);
    if (known != null) {
      return known;
    }
    CoinView coins = coins();
    Optional<Refusal> refusal = exceptFee(tx, coins);
    if (refusal.isPresent()) {
      return new Refused(tx.txid(), refusal.get());
    }
    Mempool.Entry entry = Mempool.Entry.of(tx, ConsensusRules.fee(tx, coins));
    Set<TxId> conflicts = mempool.conflicts(tx);
    refusal =
        relayFee(entry.feeSat(), entry.virtualBytes())
            .or(() -> chainLimits(tx))
            .or(() -> replacement.check(List.of(entry), conflicts))
            .or(() -> ScriptRules.standard(tx, coins));
    return refusal.isPresent()
        ? new Refused(tx.txid(), refusal.get())
        : enter(List.of(entry), conflicts).get(0);
  }

  /**
   * Parents and, last, one child that pays for them. Each is tried alone first; those that fail for
   * their fee are then tried together at their common feerate.
   */
  List<SubmitResult> submitPackage(List<Transaction> txs) {
    Optional<Refusal> malformed = PackageRules.check(txs);
    if (malformed.isPresent()) {
      Refusal refusal = malformed.get();
      return txs.stream().<SubmitResult>map(tx -> new Refused(tx.txid(), refusal)).toList();
    }
    List<SubmitResult> results = new ArrayList<>();
    List<Transaction> together = new ArrayList<>();
    boolean hopeless = false;
    for (Transaction tx : txs) {
      SubmitResult alone = submit(tx);
      results.add(alone);
      if (alone instanceof Refused refused) {
        boolean waitsForParent =
            !together.isEmpty() && refused.refusal().reason() == RefusalReason.MISSING_OR_SPENT;
        hopeless |= !waitsForParent && !refused.refusal().reason().isAboutFee();
        together.add(tx);
      }
    }
    if (together.size() > 1 && !hopeless) {
      for (SubmitResult result : submitTogether(together)) {
        results.replaceAll(old -> old.txid().equals(result.txid()) ? result : old);
      }
    }
    return results;
  }

  private List<SubmitResult> submitTogether(List<Transaction> txs) {
    Mempool combined = new Mempool();
    CoinView coins = coins().or(combined.outputs(chain.height() + 1));
    List<Mempool.Entry> entries = new ArrayList<>();
    Set<TxId> conflicts = new LinkedHashSet<>();
    for (Transaction tx : txs) {
      Optional<Refusal> refusal = exceptFee(tx, coins).or(() -> chainLimits(tx));
      if (refusal.isPresent()) {
        return refuse(txs, refusal.get());
      }
      Mempool.Entry entry = Mempool.Entry.of(tx, ConsensusRules.fee(tx, coins));
      entries.add(entry);
      combined.add(entry);
      conflicts.addAll(mempool.conflicts(tx));
    }
    long fee = entries.stream().mapToLong(Mempool.Entry::feeSat).sum();
    long size = entries.stream().mapToLong(Mempool.Entry::virtualBytes).sum();
    Optional<Refusal> refusal = relayFee(fee, size).or(() -> replacement.check(entries, conflicts));
    for (int i = 0; i < txs.size() && refusal.isEmpty(); i++) {
      refusal = ScriptRules.standard(txs.get(i), coins);
    }
    return refusal.isPresent() ? refuse(txs, refusal.get()) : enter(entries, conflicts);
  }

  private static List<SubmitResult> refuse(List<Transaction> txs, Refusal refusal) {
    return txs.stream().<SubmitResult>map(tx -> new Refused(tx.txid(), refusal)).toList();
  }

  /** Lets a transaction in again after blocks were taken back: whatever it pays, if it is valid. */
  boolean readmit(Transaction tx) {
    CoinView coins = coins();
    if (known(tx) != null
        || !mempool.conflicts(tx).isEmpty()
        || exceptFee(tx, coins).isPresent()
        || ScriptRules.standard(tx, coins).isPresent()) {
      return false;
    }
    mempool.add(Mempool.Entry.of(tx, ConsensusRules.fee(tx, coins)));
    return true;
  }

  private @Nullable SubmitResult known(Transaction tx) {
    if (mempool.contains(tx.txid())) {
      return new AlreadyKnown(tx.txid(), false);
    }
    return chain.position(tx.txid()) == null ? null : new AlreadyKnown(tx.txid(), true);
  }

  private CoinView coins() {
    return chain.or(mempool.outputs(chain.height() + 1));
  }

  private Optional<Refusal> exceptFee(Transaction tx, CoinView coins) {
    int height = chain.height() + 1;
    return ConsensusRules.shape(tx)
        .or(() -> Refusal.when(ConsensusRules.isCoinbase(tx), RefusalReason.COINBASE))
        .or(() -> StandardRules.transaction(tx, policy))
        .or(() -> ConsensusRules.finality(tx, height, chain.medianTimePast(height - 1)))
        .or(() -> missing(tx, coins))
        .or(() -> SequenceLocks.check(tx, coins, height, chain::medianTimePast))
        .or(() -> ConsensusRules.inputs(tx, coins, height))
        .or(() -> StandardRules.inputs(tx, coins));
  }

  private static Optional<Refusal> missing(Transaction tx, CoinView coins) {
    return tx.inputs().stream()
        .filter(input -> coins.coin(input.outPoint()) == null)
        .findFirst()
        .flatMap(input -> Refusal.of(RefusalReason.MISSING_OR_SPENT, input.outPoint().toString()));
  }

  private Optional<Refusal> relayFee(long fee, long size) {
    long full = RelayPolicy.fee(mempoolMinSatPerKvB, size);
    if (fee < full) {
      return Refusal.of(RefusalReason.MEMPOOL_MIN_FEE, fee + " < " + full + " sat");
    }
    long relay = RelayPolicy.fee(policy.minRelaySatPerKvB(), size);
    return fee < relay
        ? Refusal.of(RefusalReason.MIN_RELAY_FEE, fee + " < " + relay + " sat")
        : Optional.empty();
  }

  private Optional<Refusal> chainLimits(Transaction tx) {
    Set<TxId> ancestors = mempool.ancestors(tx);
    if (ancestors.size() + 1 > policy.maxAncestors()) {
      return Refusal.of(RefusalReason.TOO_LONG_CHAIN, "too many unconfirmed ancestors");
    }
    for (TxId ancestor : ancestors) {
      int limit = policy.maxAncestors() + (isCarvedOut(tx, ancestors) ? 1 : 0);
      if (mempool.withDescendants(List.of(ancestor)).size() + 1 > limit) {
        return Refusal.of(RefusalReason.TOO_LONG_CHAIN, "too many descendants for tx " + ancestor);
      }
    }
    return Optional.empty();
  }

  /** One more small child of a single parent is let through: the rule that anchors rely on. */
  private static boolean isCarvedOut(Transaction tx, Set<TxId> ancestors) {
    return ancestors.size() == 1 && tx.weight() <= 40_000;
  }

  private List<SubmitResult> enter(List<Mempool.Entry> entries, Set<TxId> conflicts) {
    List<TxId> replaced = List.copyOf(mempool.withDescendants(conflicts));
    replaced.forEach(mempool::remove);
    List<SubmitResult> results = new ArrayList<>();
    for (Mempool.Entry entry : entries) {
      mempool.add(entry);
      results.add(new Accepted(entry.txid(), results.isEmpty() ? replaced : List.of()));
    }
    return results;
  }
}
