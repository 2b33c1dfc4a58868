package org.boltj.wallet.bitcoinj;

import java.util.ArrayList;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.TransactionConfidence;
import org.bitcoinj.core.TransactionInput;
import org.bitcoinj.core.TransactionOutput;
import org.bitcoinj.crypto.ECKey;
import org.bitcoinj.script.Script;
import org.bitcoinj.script.ScriptBuilder;
import org.bitcoinj.script.ScriptPattern;
import org.bitcoinj.wallet.Wallet;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.PrivateKey;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.tx.TxOutput;
import org.boltj.wallet.funds.CoinSupply;
import org.boltj.wallet.funds.WalletCoin;
import org.boltj.wallet.funds.WalletKey;
import org.jspecify.annotations.Nullable;

/** The P2WPKH coins of a bitcoinj wallet. */
final class BitcoinjCoins implements CoinSupply {
  private final Wallet wallet;

  BitcoinjCoins(Wallet wallet) {
    this.wallet = wallet;
  }

  @Override
  public List<WalletCoin> spendable(Collection<OutPoint> shared) {
    Convert.enterBitcoinj();
    List<WalletCoin> coins = new ArrayList<>();
    // Leaves out what is not mature and what the wallet has no key for.
    for (TransactionOutput output : wallet.calculateAllSpendCandidates(true, true)) {
      coin(output).ifPresent(coins::add);
    }
    for (Transaction pending : wallet.getPendingTransactions()) {
      if (spendsOneOf(pending, shared)) {
        addInputs(pending, coins);
      }
    }
    return coins;
  }

  private static boolean spendsOneOf(Transaction tx, Collection<OutPoint> shared) {
    return tx.getInputs().stream()
        .anyMatch(input -> shared.contains(Convert.outPoint(input.getOutpoint())));
  }

  /** The wallet's own coins that the transaction spends. */
  private void addInputs(Transaction tx, List<WalletCoin> coins) {
    for (TransactionInput input : tx.getInputs()) {
      @Nullable TransactionOutput spent = input.getConnectedOutput();
      if (spent != null && spent.isMine(wallet)) {
        coin(spent).ifPresent(coins::add);
      }
    }
  }

  private Optional<WalletCoin> coin(TransactionOutput output) {
    Script script = output.getScriptPubKey();
    Transaction parent = output.getParentTransaction();
    if (parent == null || !ScriptPattern.isP2WPKH(script)) {
      return Optional.empty();
    }
    ECKey key =
        wallet.findKeyFromPubKeyHash(ScriptPattern.extractHashFromP2WH(script), ScriptType.P2WPKH);
    if (key == null || !key.hasPrivKey()) {
      return Optional.empty();
    }
    TransactionConfidence confidence = parent.getConfidence();
    boolean confirmed =
        confidence.getConfidenceType() == TransactionConfidence.ConfidenceType.BUILDING;
    return Optional.of(
        new WalletCoin(
            Convert.outPoint(output.getOutPointFor()),
            new TxOutput(Satoshi.of(output.getValue().value), Bytes.of(script.program())),
            WalletKey.of(new PrivateKey(Bytes.wrap(key.getPrivKeyBytes()))),
            confirmed ? confidence.getAppearedAtChainHeight() : WalletCoin.UNCONFIRMED,
            parent.isCoinBase(),
            confidence.getSource() == TransactionConfidence.Source.SELF));
  }

  @Override
  public Bytes newScriptPubKey() {
    Convert.enterBitcoinj();
    Script script = ScriptBuilder.createOutputScript(wallet.freshReceiveAddress(ScriptType.P2WPKH));
    return Bytes.wrap(script.program());
  }

  @Override
  public void committed(org.boltj.tx.Transaction transaction) {
    Convert.enterBitcoinj();
    Transaction tx = Convert.toBitcoinj(transaction);
    tx.getConfidence().setSource(TransactionConfidence.Source.SELF);
    wallet.maybeCommitTx(tx);
  }

  @Override
  public void rolledBack(TxId transaction) {
    // bitcoinj keeps what was committed until a block holds it or a conflicting transaction.
  }
}
