package org.boltj.tx;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.ByteBuffer;
import java.util.List;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Assume;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.constraints.IntRange;
import org.bitcoinj.base.Coin;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;

/** Transactions on the wire, and what their signatures sign, against bitcoinj and bitcoin-kmp. */
class TransactionPropertiesTest {
  static Arbitrary<Bytes> bytes(int min, int max) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(min).ofMaxSize(max).map(Bytes::of);
  }

  private static Arbitrary<Long> uint32() {
    return Arbitraries.longs().between(0, 0xffffffffL);
  }

  @Provide
  Arbitrary<Transaction> transactions() {
    Arbitrary<TxInput> input =
        Combinators.combine(
                bytes(32, 32).map(TxId::new),
                Arbitraries.longs().between(0, 0xffffL),
                uint32(),
                bytes(0, 80).list().ofMaxSize(4),
                bytes(0, 40))
            .as(
                (txid, index, sequence, witness, script) ->
                    new TxInput(new OutPoint(txid, index), sequence, witness, script));
    Arbitrary<TxOutput> output =
        Combinators.combine(Arbitraries.longs().between(0, Satoshi.MAX_MONEY.sat()), bytes(0, 300))
            .as((sat, script) -> new TxOutput(Satoshi.of(sat), script));
    return Combinators.combine(
            uint32(),
            input.list().ofMinSize(1).ofMaxSize(5),
            output.list().ofMinSize(1).ofMaxSize(5),
            uint32())
        .as(Transaction::new);
  }

  @Property(seed = "1", tries = 300)
  void isReadBackAndAgreesWithBitcoinKmp(@ForAll("transactions") Transaction tx)
      throws DecodeException {
    Bytes wire = tx.serialize();
    assertThat(Transaction.parse(wire)).isEqualTo(tx);
    fr.acinq.bitcoin.Transaction kmp = fr.acinq.bitcoin.Transaction.read(wire.toArray());
    assertThat(tx.txid()).hasToString(kmp.txid.toString());
    assertThat(tx.weight()).isEqualTo(kmp.weight());
  }

  @Property(seed = "2", tries = 300)
  void signatureHashesAreThoseOfBitcoinj(
      @ForAll("transactions") Transaction tx, @ForAll @IntRange(max = 300) int scriptSize) {
    Assume.that(tx.version() < 1L << 31); // bitcoinj refuses more
    SegwitSigHash hashes = new SegwitSigHash(tx);
    org.bitcoinj.core.Transaction bitcoinj =
        org.bitcoinj.core.Transaction.read(ByteBuffer.wrap(tx.serialize().toArray()));
    Bytes script = Bytes.zeros(scriptSize);
    for (int i = 0; i < tx.inputs().size(); i++) {
      for (SigHashType type : SigHashType.values()) {
        byte[] expected =
            bitcoinj
                .hashForWitnessSignature(
                    i, script.toArray(), Coin.valueOf(12345), (byte) type.flag())
                .getBytes();
        assertThat(hashes.hash(i, script, Satoshi.of(12345), type)).isEqualTo(Bytes.of(expected));
      }
    }
  }

  @Property(seed = "3", tries = 1000)
  void garbageIsADecodeException(@ForAll("garbage") Bytes garbage) {
    assertThatThrownBy(() -> Transaction.parse(garbage)).isInstanceOf(DecodeException.class);
  }

  @Provide
  Arbitrary<Bytes> garbage() {
    return bytes(0, 100).map(tail -> Bytes.concat(Bytes.fromHex("02000000"), tail));
  }

  @Property(seed = "4", tries = 500)
  void changedTransactionsAreReadOrRefused(
      @ForAll("transactions") Transaction tx, @ForAll int at, @ForAll byte value) {
    byte[] wire = tx.serialize().toArray();
    wire[Math.floorMod(at, wire.length)] = value;
    try {
      assertThat(Transaction.parse(Bytes.of(wire)).serialize()).isEqualTo(Bytes.of(wire));
    } catch (DecodeException e) {
      assertThat(e).hasMessageContaining("transaction");
    }
  }

  @Example
  void hugeLengthsAreRefusedWithoutAllocatingThem() {
    for (String wire :
        List.of(
            "02000000" + "ffffffffffffffffff",
            "02000000" + "feffffff7f",
            "02000000" + "01" + "00".repeat(36) + "feffffff7f",
            "02000000" + "0001" + "01" + "00".repeat(41) + "01" + "00".repeat(9) + "feffffff7f")) {
      assertThatThrownBy(() -> Transaction.parse(Bytes.fromHex(wire)))
          .isInstanceOf(DecodeException.class);
    }
  }

  @Property(seed = "5", tries = 100)
  void aWitnessKeepsTheId(@ForAll("transactions") Transaction tx) {
    Transaction signed = tx.withWitness(0, List.of(Bytes.EMPTY, Bytes.fromHex("01")));
    assertThat(signed.txid()).isEqualTo(tx.txid());
    assertThat(signed.inputs().get(0).witness()).hasSize(2);
    assertThat(signed.hasWitness()).isTrue();
  }
}
