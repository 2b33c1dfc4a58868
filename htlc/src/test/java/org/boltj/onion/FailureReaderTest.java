package org.boltj.onion;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.OptionalInt;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.boltj.base.Bytes;
import org.boltj.crypto.Hash;
import org.junit.jupiter.api.Test;

/** The origin finds the erring hop, and with attribution_data whoever tampered. */
class FailureReaderTest {
  private static final FailureMessage FAILURE = new FailureMessage.TemporaryNodeFailure();

  @Property(tries = 100)
  void errorOfAnyHopIsFound(
      @ForAll @IntRange(min = 1, max = 20) int count, @ForAll @IntRange(min = 0, max = 19) int at) {
    int erring = at % count;
    List<SharedSecret> secrets = secrets(count);
    assertThat(FailureReader.unwrap(secrets, failureFrom(secrets, erring)))
        .isEqualTo(new UnwrappedFailure.FromHop(erring, FAILURE, holdTimes(erring + 1)));
  }

  @Test
  void routesLongerThanAttributionDataStillTellTheErringHop() {
    List<SharedSecret> secrets = secrets(27);
    UnwrappedFailure unwrapped = FailureReader.unwrap(secrets, failureFrom(secrets, 26));
    assertThat(unwrapped)
        .isInstanceOfSatisfying(
            UnwrappedFailure.FromHop.class, f -> assertThat(f.hop()).isEqualTo(26));
    assertThat(unwrapped.holdTimes()).isEqualTo(holdTimes(20));
  }

  @Property(tries = 100)
  void hopThatChangesTheReasonIsSuspected(
      @ForAll @IntRange(min = 0, max = 6) int changer,
      @ForAll @IntRange(min = 0, max = 291) int byteAt) {
    List<SharedSecret> secrets = secrets(8);
    ReturnedFailure failure = FailureOnion.create(secrets.get(7), FAILURE, new HoldTime(7));
    for (int i = 6; i >= 0; i--) {
      failure = FailureOnion.wrap(secrets.get(i), failure, new HoldTime(i));
      if (i == changer) {
        failure = new ReturnedFailure(flip(failure.reason(), byteAt), failure.attributionData());
      }
    }
    assertThat(FailureReader.unwrap(secrets, failure))
        .isEqualTo(new UnwrappedFailure.Unreadable(OptionalInt.of(changer), holdTimes(changer)));
  }

  @Property(tries = 100)
  void changedHoldTimeIsNotBelieved(
      @ForAll @IntRange(min = 1, max = 6) int changer,
      @ForAll @IntRange(min = 0, max = AttributionData.SIZE - 1) int byteAt) {
    List<SharedSecret> secrets = secrets(8);
    ReturnedFailure failure = failureFrom(secrets.subList(changer, 8), 7 - changer, changer);
    AttributionData changed =
        new AttributionData(flip(failure.attributionData().orElseThrow().value(), byteAt));
    failure = new ReturnedFailure(failure.reason(), Optional.of(changed));
    for (int i = changer - 1; i >= 0; i--) {
      failure = FailureOnion.wrap(secrets.get(i), failure, new HoldTime(i));
    }
    UnwrappedFailure unwrapped = FailureReader.unwrap(secrets, failure);
    // What is believed is true, whichever byte was changed.
    assertThat(unwrapped.holdTimes()).isEqualTo(holdTimes(unwrapped.holdTimes().size()));
    assertThat(unwrapped)
        .isInstanceOfSatisfying(
            UnwrappedFailure.FromHop.class,
            f -> {
              assertThat(f.hop()).isEqualTo(7);
              assertThat(f.failure()).isEqualTo(FAILURE);
            });
  }

  @Test
  void withoutAttributionDataNobodyIsSuspected() {
    List<SharedSecret> secrets = secrets(5);
    ReturnedFailure noise = ReturnedFailure.unattributed(Bytes.zeros(292));
    assertThat(FailureReader.unwrap(secrets, noise))
        .isEqualTo(new UnwrappedFailure.Unreadable(OptionalInt.empty(), List.of()));
  }

  @Test
  void hopThatVouchesForNoiseIsSuspected() {
    List<SharedSecret> secrets = secrets(3);
    ReturnedFailure failure = ReturnedFailure.unattributed(Bytes.zeros(292));
    for (int i = 2; i >= 0; i--) {
      failure = FailureOnion.wrap(secrets.get(i), failure, new HoldTime(i));
    }
    assertThat(FailureReader.unwrap(secrets, failure))
        .isEqualTo(new UnwrappedFailure.Unreadable(OptionalInt.of(2), holdTimes(3)));
  }

  @Test
  void attributionEndsAtTheFirstNodeWithoutIt() {
    List<SharedSecret> secrets = secrets(4);
    ReturnedFailure failure = FailureOnion.create(secrets.get(3), FAILURE, new HoldTime(3));
    failure = ReturnedFailure.unattributed(FailureOnion.wrap(secrets.get(2), failure.reason()));
    failure = FailureOnion.wrap(secrets.get(1), failure, new HoldTime(1));
    failure = FailureOnion.wrap(secrets.get(0), failure, new HoldTime(0));
    assertThat(FailureReader.unwrap(secrets, failure))
        .isEqualTo(new UnwrappedFailure.FromHop(3, FAILURE, holdTimes(2)));
  }

  @Property(tries = 300)
  void anyReasonIsReadOrUnreadable(@ForAll @Size(max = 300) byte[] reason) {
    UnwrappedFailure unwrapped =
        FailureReader.unwrap(secrets(3), ReturnedFailure.unattributed(Bytes.of(reason)));
    assertThat(unwrapped).isInstanceOf(UnwrappedFailure.Unreadable.class);
  }

  @Property(tries = 300)
  void anyAuthenticMessageIsReadOrUnreadable(@ForAll @Size(max = 60) byte[] message) {
    SharedSecret secret = secrets(1).get(0);
    Bytes hmac = Hash.hmacSha256(KeyType.UM.derive(secret.value()), Bytes.of(message));
    Bytes reason = FailureOnion.wrap(secret, Bytes.concat(hmac, Bytes.of(message)));
    UnwrappedFailure unwrapped =
        FailureReader.unwrap(List.of(secret), ReturnedFailure.unattributed(reason));
    assertThat(unwrapped)
        .isNotEqualTo(new UnwrappedFailure.Unreadable(OptionalInt.empty(), List.of()));
  }

  private static ReturnedFailure failureFrom(List<SharedSecret> secrets, int erring) {
    return failureFrom(secrets, erring, 0);
  }

  private static ReturnedFailure failureFrom(
      List<SharedSecret> secrets, int erring, int firstHoldTime) {
    ReturnedFailure failure =
        FailureOnion.create(secrets.get(erring), FAILURE, new HoldTime(firstHoldTime + erring));
    for (int i = erring - 1; i >= 0; i--) {
      failure = FailureOnion.wrap(secrets.get(i), failure, new HoldTime(firstHoldTime + i));
    }
    return failure;
  }

  private static List<HoldTime> holdTimes(int count) {
    List<HoldTime> times = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      times.add(new HoldTime(i));
    }
    return times;
  }

  private static Bytes flip(Bytes bytes, int at) {
    byte[] changed = bytes.toArray();
    changed[at] ^= 1;
    return Bytes.wrap(changed);
  }

  private static List<SharedSecret> secrets(int count) {
    List<SharedSecret> secrets = new ArrayList<>();
    for (int i = 0; i < count; i++) {
      secrets.add(new SharedSecret(Hash.sha256(Bytes.of((byte) i))));
    }
    return secrets;
  }
}
