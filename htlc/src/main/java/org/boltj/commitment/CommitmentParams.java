package org.boltj.commitment;

import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.keys.ObscuredCommitmentNumber;

/**
 * What stays the same in all commitments of one holder.
 *
 * @param capacity {@code funding_satoshis}
 * @param holderIsOpener whether the holder opened the channel and so pays the fees
 * @param dustLimit the {@code dust_limit_satoshis} that the holder announced
 * @param toSelfDelay blocks that the holder waits: the {@code to_self_delay} that the counterparty
 *     announced
 */
public record CommitmentParams(
    CommitmentFormat format,
    OutPoint fundingOutPoint,
    Satoshi capacity,
    boolean holderIsOpener,
    Satoshi dustLimit,
    int toSelfDelay,
    ChannelBasepoints holder,
    ChannelBasepoints counterparty) {

  public CommitmentParams {
    if (toSelfDelay < 0 || toSelfDelay > 0xffff) {
      throw new IllegalArgumentException("to_self_delay must fit 16 bits: " + toSelfDelay);
    }
  }

  public FundingInput fundingInput() {
    return new FundingInput(
        fundingOutPoint,
        capacity,
        FundingScript.of(holder.fundingPubkey(), counterparty.fundingPubkey()));
  }

  public ObscuredCommitmentNumber obscuredCommitmentNumber() {
    return holderIsOpener
        ? ObscuredCommitmentNumber.of(holder.paymentBasepoint(), counterparty.paymentBasepoint())
        : ObscuredCommitmentNumber.of(counterparty.paymentBasepoint(), holder.paymentBasepoint());
  }
}
