package org.boltj.wallet.regtest;

/**
 * The books of a chain, in satoshis. What miners created is what there is: {@code unspent ==
 * subsidy - burnt}; fees only move from one owner to another.
 *
 * @param unspent sum of all unspent outputs
 * @param subsidy what coinbases created in all blocks but the first, whose coin cannot be spent
 * @param fees what transactions in blocks paid to miners
 * @param burnt what was sent to scripts that nobody can spend (OP_RETURN)
 */
public record Supply(long unspent, long subsidy, long fees, long burnt) {
  /** Whether no satoshi was made or lost. */
  public boolean isBalanced() {
    return unspent == subsidy - burnt;
  }
}
