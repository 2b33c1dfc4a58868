package org.boltj.updates;

import java.util.List;
import org.boltj.base.Signature;

/**
 * Our latest commitment, which we may publish. Its transaction is rebuilt from this when needed.
 *
 * @param number commitment number, from 0
 * @param remoteSignature of the peer on our commitment transaction
 * @param remoteHtlcSignatures of the peer on its HTLC transactions, in the order of the outputs
 */
public record LocalCommit(
    long number,
    Allocation allocation,
    Signature remoteSignature,
    List<Signature> remoteHtlcSignatures) {
  public LocalCommit {
    remoteHtlcSignatures = List.copyOf(remoteHtlcSignatures);
  }
}
