package org.boltj.commitment;

import java.util.List;
import org.boltj.base.Signature;

/**
 * The counterparty's signatures for one commitment: the content of {@code commitment_signed}.
 *
 * @param htlcSignatures one for each {@link CommitmentTx#htlcTxs()}, in that order
 */
public record CommitmentSignatures(Signature signature, List<Signature> htlcSignatures) {
  public CommitmentSignatures {
    htlcSignatures = List.copyOf(htlcSignatures);
  }
}
