package org.boltj.wallet.funds;

import java.util.Collection;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.TxId;
import org.boltj.tx.Transaction;

/** The coins and keys that {@link CoinFunds} spends. */
public interface CoinSupply {
  /**
   * Mature coins that nothing spends, and those spent only by an unconfirmed transaction that
   * spends one of {@code shared} too: what is built now would replace it.
   */
  List<WalletCoin> spendable(Collection<OutPoint> shared);

  /** A fresh P2WPKH script of the wallet. */
  Bytes newScriptPubKey();

  /** The transaction will be broadcast: its inputs are spent, its change is ours. */
  void committed(Transaction transaction);

  /** The transaction will not confirm; unless it did, its inputs are free. */
  void rolledBack(TxId transaction);
}
