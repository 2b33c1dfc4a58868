package org.boltj.keys;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;

/**
 * All per-commitment secrets that the peer revealed, in at most 49 entries (BOLT 3, "Efficient
 * Per-commitment Secret Storage").
 *
 * <p>Entry {@code b} has an index with {@code b} trailing zero bits, and gives every index that
 * differs from its own in those bits only.
 *
 * @param entries in order of their trailing zeros, the first without any
 */
public record ReceivedSecrets(List<Entry> entries) {
  public static final ReceivedSecrets EMPTY = new ReceivedSecrets(List.of());

  /** A secret and its index, 2^48 - 1 (the first one revealed) down to 0. */
  public record Entry(long index, PrivateKey secret) {
    public Entry {
      CommitmentNumber.requireValid(index);
    }
  }

  public ReceivedSecrets {
    entries = List.copyOf(entries);
    for (int b = 0; b < entries.size(); b++) {
      if (bucket(entries.get(b).index()) != b) {
        throw new IllegalArgumentException("secret " + entries.get(b).index() + " at entry " + b);
      }
    }
  }

  /** The index that the next secret must have; empty when all 2^48 are known. */
  public OptionalLong nextIndex() {
    OptionalLong lowest = entries.stream().mapToLong(Entry::index).min();
    if (lowest.isEmpty()) {
      return OptionalLong.of(CommitmentNumber.MAX);
    }
    return lowest.getAsLong() == 0 ? OptionalLong.empty() : OptionalLong.of(lowest.getAsLong() - 1);
  }

  /**
   * These secrets and the one of the next index, or empty if it does not lead to the earlier ones:
   * then it is not from the seed that those came from, and the channel must fail.
   *
   * @throws IllegalArgumentException if the index is not {@link #nextIndex()}
   */
  public Optional<ReceivedSecrets> insert(long index, PrivateKey secret) {
    if (nextIndex().orElse(-1) != index) {
      throw new IllegalArgumentException("secret " + index + " is not next after " + nextIndex());
    }
    int bucket = bucket(index);
    for (int b = 0; b < bucket; b++) {
      Entry known = entries.get(b);
      Bytes derived = PerCommitmentSecrets.derive(secret.value(), bucket, known.index());
      if (!derived.equalsConstantTime(known.secret().value())) {
        return Optional.empty();
      }
    }
    List<Entry> changed = new ArrayList<>(entries);
    Entry entry = new Entry(index, secret);
    if (bucket < changed.size()) {
      changed.set(bucket, entry);
    } else {
      changed.add(entry);
    }
    return Optional.of(new ReceivedSecrets(changed));
  }

  /** {@link #insert} of the secret that revokes the commitment with that number. */
  public Optional<ReceivedSecrets> insertForCommitment(long commitmentNumber, PrivateKey secret) {
    return insert(CommitmentNumber.toSecretIndex(commitmentNumber), secret);
  }

  /** The secret at the index, or empty if it was not revealed yet. */
  public Optional<PrivateKey> lookup(long index) {
    CommitmentNumber.requireValid(index);
    for (int b = 0; b < entries.size(); b++) {
      Entry entry = entries.get(b);
      long mask = -(1L << b);
      if ((index & mask) == entry.index()) {
        return Optional.of(
            new PrivateKey(PerCommitmentSecrets.derive(entry.secret().value(), b, index)));
      }
    }
    return Optional.empty();
  }

  /** The secret of the commitment with that number, or empty if it is not revoked. */
  public Optional<PrivateKey> lookupForCommitment(long commitmentNumber) {
    return lookup(CommitmentNumber.toSecretIndex(commitmentNumber));
  }

  /** {@code where_to_put_secret} of BOLT 3: the number of trailing zeros, 48 for index 0. */
  private static int bucket(long index) {
    return Math.min(48, Long.numberOfTrailingZeros(index));
  }
}
