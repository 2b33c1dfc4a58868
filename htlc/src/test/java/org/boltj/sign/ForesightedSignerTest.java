package org.boltj.sign;

import static org.assertj.core.api.Assertions.assertThat;

import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.crypto.Hash;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.keys.CommitmentKeys;
import org.junit.jupiter.api.Test;

class ForesightedSignerTest {
  private final InMemoryChannelSigner signer = new InMemoryChannelSigner(secrets(1));
  private final ForesightedSigner foresighted = new ForesightedSigner(signer);
  private final ChannelBasepoints remote = secrets(2).basepoints();

  private static ChannelSecrets secrets(int channel) {
    return new ChannelSecrets(
        key(channel, 1),
        key(channel, 2),
        key(channel, 3),
        key(channel, 4),
        key(channel, 5),
        key(channel, 6).value());
  }

  private static PrivateKey key(int channel, int number) {
    return new PrivateKey(Hash.sha256(Bytes.of((byte) channel, (byte) number)));
  }

  @Test
  void whatIsPreparedIsWhatTheSignerSays() {
    for (long number = 0; number < 20; number++) {
      foresighted.prepareLocal(number, remote);
      assertThat(foresighted.perCommitmentPoint(number))
          .isEqualTo(signer.perCommitmentPoint(number));
      assertThat(foresighted.perCommitmentPoint(number + 1))
          .isEqualTo(signer.perCommitmentPoint(number + 1));
    }
  }

  @Test
  void onePointUsedByBothSidesGivesTwoSetsOfKeys() {
    PublicKey point = signer.perCommitmentPoint(7);
    ChannelBasepoints local = signer.basepoints();
    foresighted.prepareLocal(7, remote);
    foresighted.prepareRemote(remote, point);
    assertSame(
        foresighted.commitmentKeys(local, remote, point),
        CommitmentKeys.derive(local, remote, point));
    assertSame(
        foresighted.commitmentKeys(remote, local, point),
        CommitmentKeys.derive(remote, local, point));
  }

  private static void assertSame(CommitmentKeys actual, CommitmentKeys expected) {
    assertThat(actual.delayedPubkey()).isEqualTo(expected.delayedPubkey());
    assertThat(actual.revocationPubkey()).isEqualTo(expected.revocationPubkey());
    assertThat(actual.htlcPubkey()).isEqualTo(expected.htlcPubkey());
    assertThat(actual.counterpartyHtlcPubkey()).isEqualTo(expected.counterpartyHtlcPubkey());
  }
}
