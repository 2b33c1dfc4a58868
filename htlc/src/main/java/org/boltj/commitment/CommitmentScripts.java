package org.boltj.commitment;

import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.PaymentHash;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.crypto.Hash;
import org.boltj.keys.CommitmentKeys;
import org.boltj.tx.Op;
import org.boltj.tx.ScriptBuilder;

/**
 * The witness scripts of one commitment (BOLT 3, "Commitment Transaction Outputs").
 *
 * <p>All that the HTLCs of a commitment share is built once, because there may be 966 of them.
 */
public final class CommitmentScripts {
  /** The amount of each anchor output. */
  public static final Satoshi ANCHOR_AMOUNT = Satoshi.of(330);

  /** Blocks after which anyone can spend an anchor. */
  public static final int ANCHOR_DELAY = 16;

  private final Bytes offeredPrefix;
  private final Bytes offeredSuffix;
  private final Bytes receivedPrefix;
  private final Bytes receivedMiddle;
  private final Bytes receivedSuffix;

  public CommitmentScripts(CommitmentFormat format, CommitmentKeys keys) {
    Bytes start = htlcStart(keys);
    Bytes end = new ScriptBuilder().append(format.htlcScriptSuffix()).op(Op.ENDIF).build();
    offeredPrefix =
        new ScriptBuilder()
            .append(start)
            .op(Op.NOTIF, Op.DROP, Op.TWO, Op.SWAP)
            .push(keys.htlcPubkey())
            .op(Op.TWO, Op.CHECKMULTISIG, Op.ELSE, Op.HASH160)
            .build();
    offeredSuffix =
        new ScriptBuilder().op(Op.EQUALVERIFY, Op.CHECKSIG, Op.ENDIF).append(end).build();
    receivedPrefix = new ScriptBuilder().append(start).op(Op.IF, Op.HASH160).build();
    receivedMiddle =
        new ScriptBuilder()
            .op(Op.EQUALVERIFY, Op.TWO, Op.SWAP)
            .push(keys.htlcPubkey())
            .op(Op.TWO, Op.CHECKMULTISIG, Op.ELSE, Op.DROP)
            .build();
    receivedSuffix =
        new ScriptBuilder()
            .op(Op.CHECKLOCKTIMEVERIFY, Op.DROP, Op.CHECKSIG, Op.ENDIF)
            .append(end)
            .build();
  }

  /** The part that both HTLC scripts begin with: the revocation branch and the size of the item. */
  private static Bytes htlcStart(CommitmentKeys keys) {
    return new ScriptBuilder()
        .op(Op.DUP, Op.HASH160)
        .push(Hash.hash160(keys.revocationPubkey().value()))
        .op(Op.EQUAL, Op.IF, Op.CHECKSIG, Op.ELSE)
        .push(keys.counterpartyHtlcPubkey())
        .op(Op.SWAP, Op.SIZE)
        .number(32)
        .op(Op.EQUAL)
        .build();
  }

  /** The script of the output of any HTLC. */
  public Bytes htlc(CommitmentHtlc htlc) {
    return switch (htlc.direction()) {
      case OFFERED -> offeredHtlc(htlc.paymentHash());
      case RECEIVED -> receivedHtlc(htlc.paymentHash(), htlc.cltvExpiry());
    };
  }

  /** Offered HTLC output. */
  public Bytes offeredHtlc(PaymentHash paymentHash) {
    return offeredHtlc(Hash.ripemd160(paymentHash.value()));
  }

  /**
   * Offered HTLC output.
   *
   * @param paymentHash160 RIPEMD160 of the payment_hash, all that the script holds of it
   */
  public Bytes offeredHtlc(Bytes paymentHash160) {
    return new ScriptBuilder()
        .append(offeredPrefix)
        .push(paymentHash160)
        .append(offeredSuffix)
        .build();
  }

  /** Received HTLC output. */
  public Bytes receivedHtlc(PaymentHash paymentHash, CltvExpiry expiry) {
    return receivedHtlc(Hash.ripemd160(paymentHash.value()), expiry);
  }

  /**
   * Received HTLC output.
   *
   * @param paymentHash160 RIPEMD160 of the payment_hash, all that the script holds of it
   */
  public Bytes receivedHtlc(Bytes paymentHash160, CltvExpiry expiry) {
    return new ScriptBuilder()
        .append(receivedPrefix)
        .push(paymentHash160)
        .append(receivedMiddle)
        .number(expiry.height())
        .append(receivedSuffix)
        .build();
  }

  /** {@code to_local}, and the output of HTLC-timeout and HTLC-success. */
  public static Bytes toLocal(
      PublicKey revocationPubkey, int toSelfDelay, PublicKey delayedPubkey) {
    return new ScriptBuilder()
        .op(Op.IF)
        .push(revocationPubkey)
        .op(Op.ELSE)
        .number(toSelfDelay)
        .op(Op.CHECKSEQUENCEVERIFY, Op.DROP)
        .push(delayedPubkey)
        .op(Op.ENDIF, Op.CHECKSIG)
        .build();
  }

  /** {@code to_local_anchor} and {@code to_remote_anchor}, by the funding key of either side. */
  public static Bytes anchor(PublicKey fundingPubkey) {
    return new ScriptBuilder()
        .push(fundingPubkey)
        .op(Op.CHECKSIG, Op.IFDUP, Op.NOTIF)
        .number(ANCHOR_DELAY)
        .op(Op.CHECKSEQUENCEVERIFY, Op.ENDIF)
        .build();
  }
}
