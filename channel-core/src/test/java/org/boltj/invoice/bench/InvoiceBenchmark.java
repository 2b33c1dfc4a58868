package org.boltj.invoice.bench;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentSecret;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Hash;
import org.boltj.crypto.RecoverableSignature;
import org.boltj.crypto.Secp256k1;
import org.boltj.invoice.Invoice;
import org.boltj.invoice.InvoiceDescription;
import org.boltj.invoice.InvoiceException;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Invoices beside the signature operations that they cannot do without: decoding needs one
 * recovery, creating one signature (and it reads back what it wrote, so one recovery too).
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class InvoiceBenchmark {
  private final Secp256k1 curve = Secp256k1.get();
  private final PrivateKey key = new PrivateKey(Hash.sha256(Bytes.of((byte) 1)));
  private final Bytes hash = Hash.sha256(Bytes.of((byte) 2));
  private final RecoverableSignature signature = curve.signRecoverable(hash, key);
  private final String text = create().text();

  @Benchmark
  public Invoice decode() throws InvoiceException {
    return Invoice.decode(text);
  }

  @Benchmark
  public Optional<PublicKey> limitOfDecode() {
    return curve.recover(signature, hash);
  }

  @Benchmark
  public final Invoice create() {
    return Invoice.builder(
            Network.MAINNET,
            new PaymentHash(hash),
            new PaymentSecret(hash),
            new InvoiceDescription.Text("1 cup coffee"),
            1_700_000_000)
        .amount(MilliSatoshi.ofSat(250_000))
        .sign(h -> curve.signRecoverable(h, key));
  }

  @Benchmark
  public Optional<PublicKey> limitOfCreate() {
    return curve.recover(curve.signRecoverable(hash, key), hash);
  }
}
