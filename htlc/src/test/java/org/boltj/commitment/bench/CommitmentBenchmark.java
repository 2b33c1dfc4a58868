package org.boltj.commitment.bench;

import java.util.Optional;
import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.commitment.AnchorsZeroFeeHtlc;
import org.boltj.commitment.ChannelFixture;
import org.boltj.commitment.CommitmentSignatures;
import org.boltj.commitment.CommitmentSpec;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.SignatureFault;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.openjdk.jmh.annotations.Benchmark;
import org.openjdk.jmh.annotations.BenchmarkMode;
import org.openjdk.jmh.annotations.Fork;
import org.openjdk.jmh.annotations.Measurement;
import org.openjdk.jmh.annotations.Mode;
import org.openjdk.jmh.annotations.OutputTimeUnit;
import org.openjdk.jmh.annotations.Param;
import org.openjdk.jmh.annotations.Scope;
import org.openjdk.jmh.annotations.Setup;
import org.openjdk.jmh.annotations.State;
import org.openjdk.jmh.annotations.Warmup;
import org.openjdk.jmh.infra.Blackhole;

/**
 * A commitment with n HTLCs, built and signed or built and verified, beside the n + 1 signatures or
 * verifications that it cannot do without: the rest is what boltj adds.
 */
@State(Scope.Benchmark)
@BenchmarkMode(Mode.AverageTime)
@OutputTimeUnit(TimeUnit.MICROSECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class CommitmentBenchmark {
  /** Number of HTLCs; 483 is the most that one side can offer. */
  @Param({"0", "10", "483"})
  public int htlcs;

  private final Secp256k1 curve = Secp256k1.get();
  private final Bytes hash = Hash.sha256(Bytes.of((byte) 1));
  private final PrivateKey key = new PrivateKey(Hash.sha256(Bytes.of((byte) 2)));
  private final PublicKey publicKey = curve.publicKey(key);
  private final Signature signature = curve.sign(hash, key);
  private final ChannelFixture fixture = new ChannelFixture(new AnchorsZeroFeeHtlc());
  private final PublicKey point =
      fixture.alice.perCommitmentPoint(ChannelFixture.COMMITMENT_NUMBER);
  private CommitmentSpec spec = ChannelFixture.spec(0);
  private CommitmentSignatures signatures = fixture.bob.signRemoteCommitment(build());

  @Setup
  public void prepare() {
    spec = ChannelFixture.spec(htlcs);
    signatures = fixture.bob.signRemoteCommitment(build());
  }

  @Benchmark
  public CommitmentTx build() {
    return CommitmentTx.build(fixture.params, ChannelFixture.COMMITMENT_NUMBER, point, spec);
  }

  @Benchmark
  public CommitmentSignatures buildAndSign() {
    return fixture.bob.signRemoteCommitment(build());
  }

  @Benchmark
  public Optional<SignatureFault> buildAndVerify() {
    return build().verify(signatures);
  }

  @Benchmark
  public void signPrimitives(Blackhole blackhole) {
    for (int i = 0; i <= htlcs; i++) {
      blackhole.consume(curve.sign(hash, key));
    }
  }

  @Benchmark
  public void verifyPrimitives(Blackhole blackhole) {
    for (int i = 0; i <= htlcs; i++) {
      blackhole.consume(curve.verify(signature, hash, publicKey));
    }
  }
}
