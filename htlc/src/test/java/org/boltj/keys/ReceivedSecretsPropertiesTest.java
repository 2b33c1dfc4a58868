package org.boltj.keys;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.junit.jupiter.api.Test;

/** The compact storage gives back every secret that was revealed and no other. */
class ReceivedSecretsPropertiesTest {
  private static ReceivedSecrets filled(PerCommitmentSecrets source, int count) {
    ReceivedSecrets secrets = ReceivedSecrets.EMPTY;
    for (int n = 0; n < count; n++) {
      secrets = secrets.insertForCommitment(n, source.secret(n)).orElseThrow();
    }
    return secrets;
  }

  @Property(seed = "1", tries = 60)
  void everyRevealedSecretIsFoundInAnyOrder(
      @ForAll @Size(32) byte[] seed, @ForAll @IntRange(min = 1, max = 1500) int count) {
    PerCommitmentSecrets source = new PerCommitmentSecrets(Bytes.of(seed));
    ReceivedSecrets secrets = filled(source, count);
    Random random = new Random(count);
    for (int i = 0; i < 100; i++) {
      int n = random.nextInt(count);
      assertThat(secrets.lookupForCommitment(n)).contains(source.secret(n));
    }
    assertThat(secrets.lookupForCommitment(count)).isEmpty();
    assertThat(secrets.nextIndex()).hasValue(CommitmentNumber.toSecretIndex(count));
    assertThat(secrets.entries().size()).isLessThanOrEqualTo(12);
    assertThat(new ReceivedSecrets(secrets.entries())).isEqualTo(secrets);
  }

  @Property(seed = "2", tries = 60)
  void aSecretOfAnotherSeedIsRefusedWhereEarlierOnesFollowFromIt(
      @ForAll @Size(32) byte[] seed, @ForAll @IntRange(min = 0, max = 200) int half) {
    PerCommitmentSecrets source = new PerCommitmentSecrets(Bytes.of(seed));
    PrivateKey foreign = new PrivateKey(Bytes.fromHex("66".repeat(32)));
    // Secrets of even indices belong to odd commitment numbers.
    int number = 2 * half + 1;
    ReceivedSecrets secrets = filled(source, number);
    assertThat(secrets.insertForCommitment(number, foreign)).isEmpty();
  }

  @Test
  void onlyTheNextIndexIsInserted() {
    PerCommitmentSecrets source = new PerCommitmentSecrets(Bytes.zeros(32));
    ReceivedSecrets secrets = filled(source, 3);
    assertThatThrownBy(() -> secrets.insertForCommitment(4, source.secret(4)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> secrets.insertForCommitment(2, source.secret(2)))
        .isInstanceOf(IllegalArgumentException.class);
    assertThatThrownBy(() -> ReceivedSecrets.EMPTY.lookup(-1))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void secretsAreNotShown() {
    ReceivedSecrets secrets = filled(new PerCommitmentSecrets(Bytes.zeros(32)), 2);
    assertThat(secrets.toString()).contains("PrivateKey(**)").doesNotContain("value");
  }
}
