package org.boltj.wallet.bitcoinj;

import java.util.List;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Block;
import org.bitcoinj.core.Transaction;
import org.bitcoinj.core.VerificationException;

/**
 * The witnesses of a block are those that its miner committed to (BIP 141, "Commitment structure").
 * The header does not cover them and bitcoinj does not look: a peer could leave out a preimage.
 */
final class WitnessCommitment {
  private static final int RESERVED_SIZE = 32;

  private WitnessCommitment() {}

  /**
   * Checks a block whose transactions are known to be those of its header.
   *
   * @throws VerificationException when witnesses are missing or changed
   */
  static void verify(Block block) {
    List<Transaction> transactions = block.getTransactions();
    if (transactions == null || transactions.isEmpty()) {
      throw new VerificationException("a block without transactions");
    }
    Transaction coinbase = transactions.get(0);
    Sha256Hash committed = coinbase.findWitnessCommitment();
    if (committed == null) {
      if (transactions.stream().anyMatch(Transaction::hasWitnesses)) {
        throw new VerificationException("witnesses in a block without a commitment to them");
      }
      return;
    }
    var witness = coinbase.getInput(0).getWitness();
    if (witness.getPushCount() != 1 || witness.getPush(0).length != RESERVED_SIZE) {
      throw new VerificationException("the coinbase lacks its witness");
    }
    Sha256Hash found = Sha256Hash.twiceOf(block.getWitnessRoot().serialize(), witness.getPush(0));
    if (!found.equals(committed)) {
      throw new VerificationException("the witnesses are not those that the block commits to");
    }
  }
}
