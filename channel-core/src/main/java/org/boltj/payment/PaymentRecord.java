package org.boltj.payment;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.function.Predicate;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.updates.PaymentId;

/**
 * A payment that we make, as it is stored. It is written before its first HTLC leaves, with all
 * that is needed to read what comes back after a restart.
 *
 * @param amount what the recipient is to get, msat
 * @param invoice the encoded invoice; empty for a spontaneous payment
 * @param createdAtMillis milliseconds since 1970
 * @param parts every attempt, failed ones too, in the order in which they were made
 */
public record PaymentRecord(
    PaymentId id,
    PaymentHash paymentHash,
    PublicKey recipient,
    MilliSatoshi amount,
    String invoice,
    long createdAtMillis,
    Status status,
    List<PartRecord> parts) {
  public PaymentRecord {
    parts = List.copyOf(parts);
  }

  /** What became of the payment. */
  public sealed interface Status {}

  /** Parts are in flight or will be. */
  public record Pending() implements Status {}

  /**
   * The recipient has claimed it.
   *
   * @param fee what the nodes between kept, msat
   */
  public record Succeeded(PaymentPreimage paymentPreimage, MilliSatoshi fee, long atMillis)
      implements Status {}

  /**
   * Nothing was paid.
   *
   * @param why in words; the typed failure is told once, to the caller
   */
  public record Failed(String why, long atMillis) implements Status {}

  public PaymentRecord with(Status newStatus) {
    return new PaymentRecord(
        id, paymentHash, recipient, amount, invoice, createdAtMillis, newStatus, parts);
  }

  /** With that part added, or in place of the one with its number. */
  public PaymentRecord with(PartRecord part) {
    List<PartRecord> changed = new ArrayList<>(parts);
    if (part.number() == parts.size()) {
      changed.add(part);
    } else {
      changed.set(part.number(), part);
    }
    return new PaymentRecord(
        id, paymentHash, recipient, amount, invoice, createdAtMillis, status, changed);
  }

  public Optional<PartRecord> part(int number) {
    return number >= 0 && number < parts.size() ? Optional.of(parts.get(number)) : Optional.empty();
  }

  public boolean isPending() {
    return status instanceof Pending;
  }

  /** How many parts failed, and were tried again or given up. */
  public int failedAttempts() {
    return (int) parts.stream().filter(p -> p.state() == PartRecord.State.FAILED).count();
  }

  /**
   * From the first attempt to the end of the payment, in milliseconds; empty while it is pending.
   */
  public OptionalLong durationMillis() {
    return switch (status) {
      case Pending pending -> OptionalLong.empty();
      case Succeeded succeeded -> OptionalLong.of(succeeded.atMillis() - createdAtMillis);
      case Failed failed -> OptionalLong.of(failed.atMillis() - createdAtMillis);
    };
  }

  public boolean hasPartsInFlight() {
    return parts.stream().anyMatch(PartRecord::isInFlight);
  }

  /** What parts in flight will bring to the recipient, msat. */
  public MilliSatoshi amountInFlight() {
    return amount(PartRecord::isInFlight);
  }

  /** What parts that have ended well brought to the recipient, msat. */
  public MilliSatoshi amountArrived() {
    return amount(part -> part.state() == PartRecord.State.FULFILLED);
  }

  private MilliSatoshi amount(Predicate<PartRecord> which) {
    return parts.stream()
        .filter(which)
        .map(p -> p.route().amount())
        .reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
  }

  /** The fees of parts that have not failed, msat. */
  public MilliSatoshi fees() {
    return parts.stream()
        .filter(p -> p.state() != PartRecord.State.FAILED)
        .map(p -> p.route().fee())
        .reduce(MilliSatoshi.ZERO, MilliSatoshi::plus);
  }
}
