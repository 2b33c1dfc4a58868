package org.boltj.backup;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.boltj.backup.ChannelBackup.PeerAddress;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.codec.DecodeException;
import org.boltj.commitment.AnchorsZeroFeeHtlc;
import org.boltj.commitment.StaticRemoteKey;
import org.boltj.crypto.Hash;
import org.boltj.sign.ChannelSecrets;
import org.boltj.sign.InMemoryNodeSigner;

/** Sealed backups come back as they were, and nothing else comes back at all. */
class BackupKeyTest {
  private static final Bytes SEED = Bytes.fromHex("07".repeat(32));
  private static final Bytes SALT = Bytes.fromHex("0102030405060708090a0b0c0d0e0f10");
  private static final int BLOB_SIZE = 65_531;

  private final BackupKey key = BackupKey.of(InMemoryNodeSigner.ofSeed(SEED));

  private static StaticBackup backup(int channels) {
    return new StaticBackup(
        Network.REGTEST.chainHash(),
        77,
        IntStream.range(0, channels).mapToObj(BackupKeyTest::channel).toList());
  }

  private static ChannelBackup channel(int number) {
    Bytes peerSeed = Hash.sha256(Bytes.of((byte) number, (byte) (number >> 8)));
    PublicKey peer = InMemoryNodeSigner.ofSeed(peerSeed).nodeId();
    return new ChannelBackup(
        peer,
        number % 3 == 0
            ? Optional.empty()
            : Optional.of(new PeerAddress("peer%d.example".formatted(number), 9735)),
        Long.MAX_VALUE - number,
        number % 2 == 0,
        number % 2 == 0
            ? new AnchorsZeroFeeHtlc().channelType()
            : new StaticRemoteKey().channelType(),
        new OutPoint(new TxId(peerSeed), number % 5),
        Satoshi.of(1_000_000L + number),
        ChannelSecrets.derive(peerSeed, 1).basepoints(),
        144,
        2016,
        800_000 + number,
        (1L << 48) - 1,
        number);
  }

  @Example
  void comesBackAsItWas() throws DecodeException {
    for (int channels : List.of(0, 1, 2, 30)) {
      StaticBackup backup = backup(channels);
      assertThat(key.read(key.export(backup, SALT), Network.REGTEST)).isEqualTo(backup);
      Bytes blob = key.seal(backup, SALT, BLOB_SIZE).orElseThrow();
      assertThat(blob.size()).isEqualTo(BLOB_SIZE);
      assertThat(key.open(blob)).isEqualTo(backup);
    }
  }

  @Example
  void channelTakesAFewHundredBytes() {
    int one = key.export(backup(2), SALT).size() - key.export(backup(1), SALT).size();
    assertThat(one).isLessThan(320);
    assertThat(key.seal(backup(200), SALT, BLOB_SIZE)).isPresent();
    assertThat(key.seal(backup(300), SALT, BLOB_SIZE)).isEmpty();
  }

  @Example
  void anotherNodeLearnsNothing() {
    BackupKey other = BackupKey.of(InMemoryNodeSigner.ofSeed(Bytes.fromHex("08".repeat(32))));
    assertThatThrownBy(() -> other.open(key.seal(backup(1), SALT, 1_000).orElseThrow()))
        .isInstanceOf(DecodeException.class);
  }

  @Property(tries = 300)
  void changedBlobIsNotOpened(@ForAll int at, @ForAll byte by) {
    byte[] blob = key.seal(backup(1), SALT, 1_000).orElseThrow().toArray();
    blob[Math.floorMod(at, blob.length)] ^= (byte) (by | 1);
    assertThatThrownBy(() -> key.open(Bytes.wrap(blob))).isInstanceOf(DecodeException.class);
  }

  @Property(tries = 300)
  void anyBytesRaiseDecodeExceptionAtMost(@ForAll byte[] bytes) {
    try {
      key.open(Bytes.of(bytes));
    } catch (DecodeException expected) {
      assertThat(expected).hasMessageContaining("not sealed");
    }
    try {
      StaticBackupCodec.decode(Bytes.of(bytes));
    } catch (DecodeException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }

  @Property(tries = 500)
  void changedContentRaisesDecodeExceptionAtMost(@ForAll int at, @ForAll byte by) {
    byte[] content = StaticBackupCodec.encode(backup(2)).toArray();
    content[Math.floorMod(at, content.length)] ^= by;
    try {
      StaticBackupCodec.decode(Bytes.wrap(content));
    } catch (DecodeException expected) {
      assertThat(expected.getMessage()).isNotEmpty();
    }
  }

  @Property(tries = 100)
  void truncatedExportIsCalledSo(@ForAll int size) {
    Bytes whole = key.export(backup(1), SALT);
    Bytes part = whole.slice(0, Math.floorMod(size, whole.size()));
    assertThatThrownBy(() -> key.read(part, Network.REGTEST))
        .isInstanceOfSatisfying(
            BackupException.class,
            e -> assertThat(e.problem()).isEqualTo(BackupException.Problem.DAMAGED));
  }
}
