package org.boltj.wallet.bitcoinj;

import java.nio.ByteBuffer;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.base.Sha256Hash;
import org.bitcoinj.core.Context;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.tx.Transaction;

/** Between boltj's values and bitcoinj's objects. */
final class Convert {
  private static final Context CONTEXT = new Context();

  private Convert() {}

  /** bitcoinj wants its settings tied to each thread that calls it. */
  static void enterBitcoinj() {
    Context.propagate(CONTEXT);
  }

  static BitcoinNetwork network(Network network) {
    return switch (network) {
      case MAINNET -> BitcoinNetwork.MAINNET;
      case TESTNET -> BitcoinNetwork.TESTNET;
      case SIGNET -> BitcoinNetwork.SIGNET;
      case REGTEST -> BitcoinNetwork.REGTEST;
    };
  }

  static org.bitcoinj.core.Transaction toBitcoinj(Transaction tx) {
    return org.bitcoinj.core.Transaction.read(ByteBuffer.wrap(tx.serialize().toArray()));
  }

  static Transaction fromBitcoinj(org.bitcoinj.core.Transaction tx) throws DecodeException {
    return Transaction.parse(Bytes.wrap(tx.serialize()));
  }

  static TxId txid(Sha256Hash hash) {
    return new TxId(Bytes.wrap(hash.serialize()));
  }

  static BlockHash blockHash(Sha256Hash hash) {
    return new BlockHash(Bytes.wrap(hash.serialize()));
  }

  static Sha256Hash sha256Hash(Bytes wireOrder) {
    return Sha256Hash.wrapReversed(wireOrder.toArray());
  }

  static OutPoint outPoint(org.bitcoinj.core.TransactionOutPoint outPoint) {
    return new OutPoint(txid(outPoint.hash()), outPoint.index());
  }
}
