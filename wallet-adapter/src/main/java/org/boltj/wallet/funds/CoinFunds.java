package org.boltj.wallet.funds;

import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.port.CompletionRequest;
import org.boltj.port.FundingTransaction;
import org.boltj.port.FundsSource;
import org.boltj.port.InsufficientFundsException;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;

/**
 * Builds transactions from a supply of coins and keeps the coins of each locked until it is
 * committed or rolled back. Spends confirmed coins, and if these do not suffice, unconfirmed change
 * of its own; but not behind unconfirmed parents, because a package has one child and one parent.
 *
 * <p>Safe for use by several threads; every future is complete on return.
 */
public final class CoinFunds implements FundsSource {
  private static final int MAX_CHANGE_SCRIPTS = 1_000;

  private final CoinSupply supply;

  /** Built, neither committed nor rolled back. */
  private final Map<TxId, Transaction> drafts = new HashMap<>();

  /** Where the change of transactions with a given input goes, whatever replaces them. */
  private final Map<OutPoint, Bytes> changeScripts =
      new LinkedHashMap<>() {
        private static final long serialVersionUID = 1L;

        @Override
        protected boolean removeEldestEntry(Map.Entry<OutPoint, Bytes> eldest) {
          return size() > MAX_CHANGE_SCRIPTS;
        }
      };

  public CoinFunds(CoinSupply supply) {
    this.supply = supply;
  }

  @Override
  public synchronized CompletableFuture<FundingTransaction> fund(
      Bytes scriptPubKey, Satoshi amount, FeeratePerKw feerate) {
    CompletionRequest request =
        new CompletionRequest(
            List.of(),
            List.of(new TxOutput(amount, scriptPubKey)),
            0,
            0,
            Satoshi.ZERO,
            feerate,
            (unsigned, spent, index) -> List.of());
    return build(request, List.of(), true).thenApply(tx -> new FundingTransaction(tx, 0));
  }

  /**
   * {@inheritDoc}
   *
   * <p>Coins of an unconfirmed transaction that spends one of the given inputs too may be used
   * again: the new transaction replaces that one.
   */
  @Override
  public synchronized CompletableFuture<Transaction> complete(CompletionRequest request) {
    List<OutPoint> given = request.inputs().stream().map(input -> input.outPoint()).toList();
    return build(request, given, request.parentWeight() == 0);
  }

  private CompletableFuture<Transaction> build(
      CompletionRequest request, List<OutPoint> given, boolean ownChange) {
    CoinSelection.Need need = TransactionBuilder.need(request);
    List<WalletCoin> available = available(given, ownChange);
    // Confirmed coins first: what spends unconfirmed ones hangs on their fate.
    Optional<CoinSelection> selection =
        CoinSelection.choose(available.stream().filter(WalletCoin::isConfirmed).toList(), need)
            .or(() -> CoinSelection.choose(available, need));
    if (selection.isEmpty()) {
      Satoshi required = Satoshi.of(CoinSelection.required(available, need));
      Satoshi total = Satoshi.of(available.stream().mapToLong(WalletCoin::sat).sum());
      return CompletableFuture.failedFuture(new InsufficientFundsException(required, total));
    }
    Transaction tx = TransactionBuilder.build(request, selection.get(), () -> changeScript(given));
    drafts.put(tx.txid(), tx);
    return CompletableFuture.completedFuture(tx);
  }

  /**
   * One script for all versions of a transaction: of a hundred replacements only one ever confirms,
   * and a wallet that is restored from its seed looks only so far beyond the last script it sees.
   */
  private Bytes changeScript(List<OutPoint> given) {
    return given.isEmpty()
        ? supply.newScriptPubKey()
        : changeScripts.computeIfAbsent(given.get(0), input -> supply.newScriptPubKey());
  }

  private List<WalletCoin> available(List<OutPoint> given, boolean ownChange) {
    Set<OutPoint> locked = new HashSet<>();
    for (Transaction draft : drafts.values()) {
      draft.inputs().forEach(input -> locked.add(input.outPoint()));
    }
    return supply.spendable(given).stream()
        .filter(coin -> coin.isConfirmed() || (ownChange && coin.ownChange()))
        .filter(coin -> !locked.contains(coin.outPoint()))
        .toList();
  }

  @Override
  public synchronized void commit(TxId transaction) {
    Transaction tx = drafts.remove(transaction);
    if (tx != null) {
      supply.committed(tx);
    }
  }

  @Override
  public synchronized void rollback(TxId transaction) {
    drafts.remove(transaction);
    supply.rolledBack(transaction);
  }

  @Override
  public synchronized Optional<Satoshi> spendable() {
    return Optional.of(
        Satoshi.of(available(List.of(), false).stream().mapToLong(WalletCoin::sat).sum()));
  }

  @Override
  public Bytes newScriptPubKey() {
    return supply.newScriptPubKey();
  }
}
