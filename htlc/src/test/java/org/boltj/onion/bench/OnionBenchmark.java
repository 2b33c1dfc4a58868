package org.boltj.onion.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.boltj.onion.BuiltOnion;
import org.boltj.onion.FailureMessage;
import org.boltj.onion.FailureOnion;
import org.boltj.onion.FailureReader;
import org.boltj.onion.HoldTime;
import org.boltj.onion.OnionEcdh;
import org.boltj.onion.OnionHop;
import org.boltj.onion.PeeledOnion;
import org.boltj.onion.ReturnedFailure;
import org.boltj.onion.Sphinx;
import org.boltj.onion.UnwrappedFailure;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;

/**
 * Onions of 20 hops beside the curve operations that they cannot do without: building needs 20 ECDH
 * and 20 public keys, peeling one ECDH and one multiplication.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class OnionBenchmark {
  private static final int HOPS = 20;
  private static final Bytes HASH = Bytes.zeros(32);

  private final Secp256k1 curve = Secp256k1.get();
  private final PrivateKey session = new PrivateKey(Hash.sha256(Bytes.of((byte) 1)));
  private final PrivateKey firstNode = node(0);
  private List<OnionHop> hops = List.of();
  private BuiltOnion built = Sphinx.build(session, hopsTo(1), HASH);
  private ReturnedFailure failure = ReturnedFailure.unattributed(Bytes.EMPTY);

  @Setup
  public void prepare() {
    hops = hopsTo(HOPS);
    built = Sphinx.build(session, hops, HASH);
    failure =
        FailureOnion.create(
            built.sharedSecrets().get(HOPS - 1), new FailureMessage.MppTimeout(), HoldTime.ZERO);
    for (int i = HOPS - 2; i >= 0; i--) {
      failure = FailureOnion.wrap(built.sharedSecrets().get(i), failure, HoldTime.ZERO);
    }
  }

  private static PrivateKey node(int index) {
    return new PrivateKey(Hash.sha256(Bytes.of((byte) 2, (byte) index)));
  }

  private List<OnionHop> hopsTo(int count) {
    List<OnionHop> route = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      route.add(new OnionHop(curve.publicKey(node(i)), Bytes.zeros(18)));
    }
    return route;
  }

  @Benchmark
  public BuiltOnion build20Hops() {
    return Sphinx.build(session, hops, HASH);
  }

  /** What building 20 hops costs on the curve alone. */
  @Benchmark
  public PublicKey limitOfBuild20Hops() {
    PublicKey last = hops.get(0).nodeId();
    for (OnionHop hop : hops) {
      curve.ecdh(session, hop.nodeId());
      last = curve.publicKey(session);
    }
    return last;
  }

  @Benchmark
  public PeeledOnion peel() {
    return Sphinx.peel(OnionEcdh.of(firstNode), HASH, built.packet());
  }

  /** What peeling costs on the curve alone. */
  @Benchmark
  public PublicKey limitOfPeel() {
    curve.ecdh(firstNode, hops.get(1).nodeId());
    return curve.multiply(hops.get(1).nodeId(), session);
  }

  /** At a node that passes a failure on; no curve operation. */
  @Benchmark
  public ReturnedFailure wrapFailure() {
    return FailureOnion.wrap(built.sharedSecrets().get(0), failure, HoldTime.ZERO);
  }

  /** At the origin: 27 rounds, whoever failed. */
  @Benchmark
  public UnwrappedFailure unwrapFailure() {
    return FailureReader.unwrap(built.sharedSecrets(), failure);
  }
}
