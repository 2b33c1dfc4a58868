package org.boltj.wallet.funds;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.port.CompletionRequest;
import org.boltj.port.ConfirmedTransaction;
import org.boltj.port.FundingTransaction;
import org.boltj.port.FundsSource;
import org.boltj.port.InsufficientFundsException;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxOutput;

/**
 * A wallet of P2WPKH coins from one seed, fed by any chain source that delivers whole blocks. It
 * stores nothing: on each start it is fed from the height at which the seed was made. Equal seeds
 * and equal blocks give equal transactions.
 *
 * <p>Safe for use by several threads; no call blocks, and every future is complete on return.
 */
public final class SeedWallet implements FundsSource, ChainListener {
  private final WalletKeys keys;
  private final Coins coins;

  /** Built, neither committed nor rolled back. */
  private final Map<TxId, Transaction> drafts = new HashMap<>();

  private int tipHeight;

  /**
   * A wallet without coins.
   *
   * @param seed 16 to 64 bytes (BIP 32)
   */
  public SeedWallet(Network network, Bytes seed) {
    if (seed.size() < 16 || seed.size() > 64) {
      throw new IllegalArgumentException("a seed has 16 to 64 bytes, not " + seed.size());
    }
    this.keys = new WalletKeys(network, seed);
    this.coins = new Coins(keys);
  }

  // --- what comes from the chain ---

  @Override
  public synchronized void blockConnected(ChainBlock block) {
    tipHeight = block.height();
    for (ConfirmedTransaction confirmed : block.transactions()) {
      coins.confirmed(confirmed.transaction(), block.height(), confirmed.txIndex() == 0);
      drafts.remove(confirmed.transaction().txid());
    }
  }

  @Override
  public synchronized void blockDisconnected(int height, BlockHash hash) {
    tipHeight = height - 1;
    coins.disconnected(height);
  }

  @Override
  public synchronized void transactionSeen(Transaction transaction) {
    coins.unconfirmed(transaction);
  }

  // --- balances ---

  /** What confirmed coins hold that nothing spends, locked ones included. */
  public synchronized Satoshi confirmedBalance() {
    return sum(coins.unspent(List.of()).stream().filter(WalletCoin::isConfirmed).toList());
  }

  /** The same with unconfirmed coins. */
  public synchronized Satoshi balance() {
    return sum(coins.unspent(List.of()));
  }

  private static Satoshi sum(List<WalletCoin> coins) {
    return Satoshi.of(coins.stream().mapToLong(WalletCoin::sat).sum());
  }

  // --- FundsSource ---

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
    return build(request, given, false);
  }

  private CompletableFuture<Transaction> build(
      CompletionRequest request, List<OutPoint> given, boolean ownChange) {
    CoinSelection.Need need = TransactionBuilder.need(request);
    List<WalletCoin> available = spendable(given, ownChange);
    // Confirmed coins first: what spends unconfirmed ones hangs on their fate.
    Optional<CoinSelection> selection =
        CoinSelection.choose(available.stream().filter(WalletCoin::isConfirmed).toList(), need)
            .or(() -> CoinSelection.choose(available, need));
    if (selection.isEmpty()) {
      long required = CoinSelection.required(available, need);
      return CompletableFuture.failedFuture(
          new InsufficientFundsException(Satoshi.of(required), sum(available)));
    }
    Transaction tx =
        TransactionBuilder.build(request, selection.get(), () -> keys.fresh().scriptPubKey());
    drafts.put(tx.txid(), tx);
    return CompletableFuture.completedFuture(tx);
  }

  /** Confirmed coins that are free; with {@code ownChange} also unconfirmed change of our own. */
  private List<WalletCoin> spendable(List<OutPoint> given, boolean ownChange) {
    Set<OutPoint> locked = new HashSet<>();
    for (Transaction draft : drafts.values()) {
      draft.inputs().forEach(input -> locked.add(input.outPoint()));
    }
    List<WalletCoin> free = new ArrayList<>();
    for (WalletCoin coin : coins.unspent(given)) {
      boolean safe = coin.isConfirmed() || (ownChange && coin.ownChange());
      if (safe && coin.isMature(tipHeight) && !locked.contains(coin.outPoint())) {
        free.add(coin);
      }
    }
    return free;
  }

  @Override
  public synchronized void commit(TxId transaction) {
    Transaction tx = drafts.remove(transaction);
    if (tx != null) {
      coins.unconfirmed(tx);
    }
  }

  @Override
  public synchronized void rollback(TxId transaction) {
    drafts.remove(transaction);
    if (!coins.isConfirmed(transaction)) {
      coins.forget(transaction);
    }
  }

  @Override
  public synchronized Bytes newScriptPubKey() {
    return keys.fresh().scriptPubKey();
  }
}
