package org.boltj.node;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.stream.Stream;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hash;
import org.boltj.port.CompletionRequest;
import org.boltj.port.FundingTransaction;
import org.boltj.port.FundsSource;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/** A wallet that never runs dry; its inputs come out of nothing. */
final class EndlessFunds implements FundsSource {
  private final Bytes name;
  private int used;

  EndlessFunds(String name) {
    this.name = Hash.sha256(Bytes.wrap(name.getBytes(UTF_8)));
  }

  private TxInput freshInput() {
    Bytes coin = Hash.sha256(new WireWriter().bytes(name).u32(used++).toBytes());
    return new TxInput(
        new OutPoint(new TxId(coin), 0),
        TxInput.REPLACEABLE_SEQUENCE,
        List.of(Bytes.of((byte) 1)),
        Bytes.EMPTY);
  }

  @Override
  public CompletableFuture<FundingTransaction> fund(
      Bytes scriptPubKey, Satoshi amount, FeeratePerKw feerate) {
    Transaction transaction =
        new Transaction(2, List.of(freshInput()), List.of(new TxOutput(amount, scriptPubKey)), 0);
    return CompletableFuture.completedFuture(new FundingTransaction(transaction, 0));
  }

  @Override
  public CompletableFuture<Transaction> complete(CompletionRequest request) {
    List<TxInput> inputs =
        Stream.concat(
                request.inputs().stream()
                    .map(given -> TxInput.unsigned(given.outPoint(), given.sequence())),
                Stream.of(freshInput()))
            .toList();
    List<TxOutput> outputs =
        Stream.concat(
                request.outputs().stream(),
                Stream.of(new TxOutput(Satoshi.of(10_000), newScriptPubKey())))
            .toList();
    Transaction unsigned = new Transaction(2, inputs, outputs, request.locktime());
    Transaction signed = unsigned;
    for (int i = 0; i < request.inputs().size(); i++) {
      signed = signed.withWitness(i, request.witnesses().witness(unsigned, List.of(), i));
    }
    return CompletableFuture.completedFuture(signed);
  }

  @Override
  public void commit(TxId transaction) {}

  @Override
  public void rollback(TxId transaction) {}

  @Override
  public Bytes newScriptPubKey() {
    Bytes hash = Hash.sha256(new WireWriter().bytes(name).u8(7).u32(used++).toBytes());
    return Bytes.concat(Bytes.fromHex("0014"), hash.slice(0, 20));
  }
}
