package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.updates.Commitments;

/**
 * Both sides have sent shutdown; the pending HTLCs are being settled.
 *
 * @param localScript where our balance goes
 * @param remoteScript where the peer's balance goes
 * @param closeFeerate what our closing transaction should pay, if we were told
 */
public record ShuttingDown(
    Commitments commitments,
    FundingStatus funding,
    Bytes localScript,
    Bytes remoteScript,
    Optional<FeeratePerKw> closeFeerate)
    implements UpdatableState {
  @Override
  public ShuttingDown withCommitments(Commitments changed) {
    return new ShuttingDown(changed, funding, localScript, remoteScript, closeFeerate);
  }

  @Override
  public ShuttingDown withFunding(FundingStatus changed) {
    return new ShuttingDown(commitments, changed, localScript, remoteScript, closeFeerate);
  }
}
