package org.boltj.wallet.funds;

import java.util.Collection;
import java.util.List;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.port.ChainBlock;
import org.boltj.port.ChainListener;
import org.boltj.port.ConfirmedTransaction;
import org.boltj.port.ForwardingFunds;
import org.boltj.port.FundsSource;
import org.boltj.tx.Transaction;

/**
 * A wallet of P2WPKH coins from one seed, fed by any chain source that delivers whole blocks. It
 * stores nothing: on each start it is fed from the height at which the seed was made. Equal seeds
 * and equal blocks give equal transactions.
 *
 * <p>Safe for use by several threads; no call blocks, and every future is complete on return.
 */
public final class SeedWallet extends ForwardingFunds implements ChainListener {
  private final WalletKeys keys;
  private final Coins coins;
  private final CoinFunds funds = new CoinFunds(new Supply());
  private int tipHeight;

  /**
   * A wallet without coins.
   *
   * @param seed 16 to 64 bytes (BIP 32)
   */
  public SeedWallet(Network network, Bytes seed) {
    this(network, seed, WalletKeys.GAP);
  }

  /**
   * A wallet without coins, for one that is never fed from the start again.
   *
   * @param gap how many scripts beyond the last used one are recognized in blocks, from 1 on
   */
  public SeedWallet(Network network, Bytes seed, int gap) {
    if (seed.size() < 16 || seed.size() > 64) {
      throw new IllegalArgumentException("a seed has 16 to 64 bytes, not " + seed.size());
    }
    this.keys = new WalletKeys(network, seed, gap);
    this.coins = new Coins(keys);
  }

  // --- what comes from the chain ---

  @Override
  public void blockConnected(ChainBlock block) {
    synchronized (coins) {
      tipHeight = block.height();
      for (ConfirmedTransaction confirmed : block.transactions()) {
        coins.confirmed(confirmed.transaction(), block.height(), confirmed.txIndex() == 0);
      }
    }
  }

  @Override
  public void blockDisconnected(int height, BlockHash hash) {
    synchronized (coins) {
      tipHeight = height - 1;
      coins.disconnected(height);
    }
  }

  @Override
  public void transactionSeen(Transaction transaction) {
    synchronized (coins) {
      coins.unconfirmed(transaction);
    }
  }

  // --- balances ---

  /** What confirmed coins hold that nothing spends, locked ones included. */
  public Satoshi confirmedBalance() {
    synchronized (coins) {
      return sum(coins.unspent(List.of()).stream().filter(WalletCoin::isConfirmed).toList());
    }
  }

  /** The same with unconfirmed coins. */
  public Satoshi balance() {
    synchronized (coins) {
      return sum(coins.unspent(List.of()));
    }
  }

  private static Satoshi sum(List<WalletCoin> coins) {
    return Satoshi.of(coins.stream().mapToLong(WalletCoin::sat).sum());
  }

  @Override
  protected FundsSource funds() {
    return funds;
  }

  /** The wallet as its funds see it; {@link CoinFunds} has its own lock, always taken first. */
  private final class Supply implements CoinSupply {
    @Override
    public List<WalletCoin> spendable(Collection<OutPoint> shared) {
      synchronized (coins) {
        return coins.unspent(shared).stream().filter(coin -> coin.isMature(tipHeight)).toList();
      }
    }

    @Override
    public Bytes newScriptPubKey() {
      synchronized (coins) {
        return keys.fresh().scriptPubKey();
      }
    }

    @Override
    public void committed(Transaction transaction) {
      synchronized (coins) {
        coins.unconfirmed(transaction);
      }
    }

    @Override
    public void rolledBack(TxId transaction) {
      synchronized (coins) {
        if (!coins.isConfirmed(transaction)) {
          coins.forget(transaction);
        }
      }
    }
  }
}
