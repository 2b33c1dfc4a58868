package org.boltj.onchain;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.commitment.HtlcTx;
import org.boltj.commitment.OutputSpend;
import org.boltj.sign.ChannelSigner;
import org.boltj.tx.DerSignature;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/**
 * A transaction that the wallet must complete with inputs that pay its fee. Its first inputs are
 * ours to sign, once the others stand.
 */
public sealed interface FeeBump {
  /**
   * An input that is given.
   *
   * @param spent the output that it spends
   * @param witnessWeight the largest weight of its witness
   */
  record Input(TxInput unsigned, TxOutput spent, int witnessWeight) {
    public OutPoint outPoint() {
      return unsigned.outPoint();
    }
  }

  /** The first inputs, at least one. */
  List<Input> inputs();

  /** Outputs that must come first; empty when the wallet is free. */
  List<TxOutput> outputs();

  /** nLockTime, a height. */
  long locktime();

  /** Unconfirmed transactions that must be paid for as well, and are published before. */
  List<Transaction> parents();

  /** What those pay by themselves. */
  Satoshi parentFee();

  /** What all together should reach. */
  FeeratePerKw feerate();

  /**
   * The witness of one of the first inputs of the completed transaction.
   *
   * @param index of the input
   */
  List<Bytes> witness(ChannelSigner signer, Transaction completed, int index);

  /** A child of a commitment, of either side, that spends our anchor in it (CPFP). */
  record AnchorChild(
      Transaction commitment, Satoshi parentFee, OutputSpend anchor, FeeratePerKw feerate)
      implements FeeBump {
    @Override
    public List<Input> inputs() {
      return List.of(new Input(anchor.unsignedInput(), anchor.output(), anchor.witnessWeight()));
    }

    @Override
    public List<TxOutput> outputs() {
      return List.of();
    }

    @Override
    public long locktime() {
      return anchor.locktime();
    }

    @Override
    public List<Transaction> parents() {
      return List.of(commitment);
    }

    @Override
    public List<Bytes> witness(ChannelSigner signer, Transaction completed, int index) {
      return anchor.witness(signer.signSpend(completed, index, anchor));
    }
  }

  /**
   * HTLC transactions of our commitment that pay no fee by themselves (option_anchors), in one:
   * SIGHASH_SINGLE ties each input to the output at its place and to nLockTime, which all share.
   */
  record HtlcClaims(List<HtlcClaim> claims, FeeratePerKw feerate) implements FeeBump {
    public HtlcClaims {
      claims = List.copyOf(claims);
    }

    @Override
    public List<Input> inputs() {
      return claims.stream().map(HtlcClaim::input).toList();
    }

    @Override
    public List<TxOutput> outputs() {
      return claims.stream().map(claim -> claim.htlcTx().unsigned().outputs().get(0)).toList();
    }

    @Override
    public long locktime() {
      return claims.get(0).htlcTx().unsigned().locktime();
    }

    @Override
    public List<Transaction> parents() {
      return List.of();
    }

    @Override
    public Satoshi parentFee() {
      return Satoshi.ZERO;
    }

    @Override
    public List<Bytes> witness(ChannelSigner signer, Transaction completed, int index) {
      return claims.get(index).witness(signer, completed);
    }
  }

  /** One of them, with the peer's signature, and the preimage for HTLC-success. */
  record HtlcClaim(HtlcTx htlcTx, Signature remoteSignature, Optional<PaymentPreimage> preimage) {
    Input input() {
      return new Input(htlcTx.unsigned().inputs().get(0), htlcTx.spent(), witnessWeight());
    }

    private int witnessWeight() {
      return TxInput.witnessSize(
          List.of(
              Bytes.EMPTY,
              Bytes.zeros(DerSignature.MAX_SIZE),
              Bytes.zeros(DerSignature.MAX_SIZE),
              preimage.map(PaymentPreimage::value).orElse(Bytes.EMPTY),
              htlcTx.witnessScript()));
    }

    List<Bytes> witness(ChannelSigner signer, Transaction completed) {
      return htlcTx.witness(remoteSignature, signer.signLocalHtlcTx(htlcTx, completed), preimage);
    }
  }
}
