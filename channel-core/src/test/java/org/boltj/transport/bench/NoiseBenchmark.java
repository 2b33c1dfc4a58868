package org.boltj.transport.bench;

import java.util.concurrent.TimeUnit;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.codec.DecodeException;
import org.boltj.crypto.ChaCha20Poly1305;
import org.boltj.sign.InMemoryNodeSigner;
import org.boltj.sign.NodeSigner;
import org.boltj.transport.CipherState;
import org.boltj.transport.Handshake;
import org.boltj.transport.Session;
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

/**
 * Messages per second through both ends of a connection, beside the bare cipher on the same bytes:
 * the ratio is what frames, nonces and keys cost. Bytes per second are the score times {@code
 * size}.
 */
@State(Scope.Thread)
@BenchmarkMode(Mode.Throughput)
@OutputTimeUnit(TimeUnit.SECONDS)
@Warmup(iterations = 3, time = 1)
@Measurement(iterations = 5, time = 1)
@Fork(1)
public class NoiseBenchmark {
  private static final Bytes KEY = Bytes.fromHex("07".repeat(32));

  /** A ping, an update_add_htlc and the longest message. */
  @Param({"8", "1452", "65535"})
  int size;

  private Bytes message;
  private CipherState sending;
  private CipherState receiving;
  private long counter;

  @Setup
  public void handshake() throws DecodeException {
    NodeSigner alice = new InMemoryNodeSigner(new PrivateKey(KEY));
    NodeSigner bob = new InMemoryNodeSigner(PrivateKey.fromHex("08".repeat(32)));
    Handshake.Continue one =
        Handshake.initiate(alice, bob.nodeId(), PrivateKey.fromHex("09".repeat(32)));
    Handshake responder = Handshake.respond(bob, PrivateKey.fromHex("0a".repeat(32)));
    Handshake.Continue two = (Handshake.Continue) responder.receive(one.send());
    Handshake.Done three = (Handshake.Done) one.next().receive(two.send());
    Session there = ((Handshake.Done) two.next().receive(three.send())).session();
    sending = three.session().sending();
    receiving = there.receiving();
    message = Bytes.zeros(size);
  }

  @Benchmark
  public Bytes frameEncryptedAndDecrypted() throws DecodeException {
    CipherState.Encrypted encrypted = sending.encrypt(message);
    sending = encrypted.next();
    Bytes frame = encrypted.frame();
    CipherState.Length length = receiving.decryptLength(frame.slice(0, CipherState.HEADER_SIZE));
    CipherState.Decrypted decrypted =
        length.next().decryptMessage(frame.slice(CipherState.HEADER_SIZE));
    receiving = decrypted.next();
    return decrypted.message();
  }

  @Benchmark
  public Bytes bareCipherBothWays() {
    Bytes nonce = ChaCha20Poly1305.nonce(counter++);
    Bytes sealed = ChaCha20Poly1305.seal(KEY, nonce, Bytes.EMPTY, message);
    return ChaCha20Poly1305.open(KEY, nonce, Bytes.EMPTY, sealed).orElseThrow();
  }
}
