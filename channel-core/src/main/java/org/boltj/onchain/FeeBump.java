package org.boltj.onchain;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Satoshi;
import org.boltj.base.Signature;
import org.boltj.commitment.HtlcTx;
import org.boltj.commitment.OutputSpend;
import org.boltj.sign.ChannelSigner;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/**
 * A transaction that the wallet must complete with an input that pays its fee. Its first input is
 * ours to sign, once the others stand.
 */
public sealed interface FeeBump {
  /** The first input, unsigned. */
  TxInput input();

  /** The output that the first input spends. */
  TxOutput spent();

  /** Largest weight of the first input's witness. */
  int witnessWeight();

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

  /** The witness of the first input of the completed transaction. */
  List<Bytes> witness(ChannelSigner signer, Transaction completed);

  /** A child of our commitment that spends our anchor (CPFP). */
  record AnchorChild(
      Transaction commitment, Satoshi parentFee, OutputSpend anchor, FeeratePerKw feerate)
      implements FeeBump {
    @Override
    public TxInput input() {
      return anchor.unsignedInput();
    }

    @Override
    public TxOutput spent() {
      return anchor.output();
    }

    @Override
    public int witnessWeight() {
      return anchor.witnessWeight();
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
    public List<Bytes> witness(ChannelSigner signer, Transaction completed) {
      return anchor.witness(signer.signSpend(completed, 0, anchor));
    }
  }

  /** An HTLC transaction of our commitment that pays no fee by itself (option_anchors). */
  record HtlcClaim(
      HtlcTx htlcTx,
      Signature remoteSignature,
      Optional<PaymentPreimage> preimage,
      FeeratePerKw feerate)
      implements FeeBump {
    @Override
    public TxInput input() {
      return htlcTx.unsigned().inputs().get(0);
    }

    @Override
    public TxOutput spent() {
      return htlcTx.spent();
    }

    @Override
    public int witnessWeight() {
      return TxInput.witnessSize(
          List.of(
              Bytes.EMPTY,
              Bytes.zeros(73),
              Bytes.zeros(73),
              preimage.map(PaymentPreimage::value).orElse(Bytes.EMPTY),
              htlcTx.witnessScript()));
    }

    @Override
    public List<TxOutput> outputs() {
      return htlcTx.unsigned().outputs();
    }

    @Override
    public long locktime() {
      return htlcTx.unsigned().locktime();
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
    public List<Bytes> witness(ChannelSigner signer, Transaction completed) {
      return htlcTx.witness(remoteSignature, signer.signLocalHtlcTx(htlcTx, completed), preimage);
    }
  }
}
