package org.boltj.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** Attributable failures and hold times of BOLT 4, "Test Vector". */
@Tag("vectors")
class Bolt4AttributionVectorsTest {
  private final OnionVectors file = OnionVectors.load("bolt4-attribution.json");
  private final List<OnionVectors> hops = file.hops();
  private final List<SharedSecret> secrets = hops.stream().map(OnionVectors::sharedSecret).toList();

  @Test
  void returnPacketOfErringNode() {
    SharedSecret secret = secrets.get(4);
    assertThat(KeyType.UM.derive(secret.value())).isEqualTo(file.bytes("umKey"));
    assertThat(returnPacket()).isEqualTo(file.bytes("returnPacket"));
  }

  private Bytes returnPacket() {
    return FailureOnion.returnPacket(
        secrets.get(4), file.bytes("failuremsg"), file.number("padSize"));
  }

  @TestFactory
  List<DynamicTest> failureAtHop() {
    List<DynamicTest> tests = new ArrayList<>();
    ReturnedFailure failure = ReturnedFailure.unattributed(returnPacket());
    for (int i = 4; i >= 0; i--) {
      OnionVectors hop = hops.get(i);
      failure = FailureOnion.wrap(secrets.get(i), failure, holdTime(i));
      ReturnedFailure sent = failure;
      tests.add(
          dynamicTest(
              "reason of hop " + i,
              () -> assertThat(sent.reason()).isEqualTo(hop.bytes("reason"))));
      tests.add(
          dynamicTest(
              "attribution_data of hop " + i,
              () ->
                  assertThat(sent.attributionData().orElseThrow().value())
                      .isEqualTo(hop.bytes("failureAttribution"))));
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> fulfillAtHop() {
    List<DynamicTest> tests = new ArrayList<>();
    Optional<AttributionData> data = Optional.empty();
    for (int i = 4; i >= 0; i--) {
      OnionVectors hop = hops.get(i);
      data = Optional.of(FulfillAttribution.wrap(secrets.get(i), data, holdTime(i)));
      AttributionData sent = data.get();
      tests.add(
          dynamicTest(
              "attribution_data of hop " + i,
              () -> assertThat(sent.value()).isEqualTo(hop.bytes("fulfillAttribution"))));
    }
    return tests;
  }

  @Test
  void originReadsFailure() {
    ReturnedFailure received =
        new ReturnedFailure(
            hops.get(0).bytes("reason"),
            Optional.of(new AttributionData(hops.get(0).bytes("failureAttribution"))));
    assertThat(FailureReader.unwrap(secrets, received))
        .isEqualTo(
            new UnwrappedFailure.FromHop(
                4,
                new FailureMessage.IncorrectOrUnknownPaymentDetails(MilliSatoshi.of(100), 800_000),
                allHoldTimes()));
  }

  @Test
  void originReadsHoldTimesOfSuccess() {
    AttributionData received = new AttributionData(hops.get(0).bytes("fulfillAttribution"));
    assertThat(FulfillAttribution.unwrap(secrets, received)).isEqualTo(allHoldTimes());
  }

  private List<HoldTime> allHoldTimes() {
    return List.of(holdTime(0), holdTime(1), holdTime(2), holdTime(3), holdTime(4));
  }

  private HoldTime holdTime(int hop) {
    return new HoldTime(hops.get(hop).number("holdTime"));
  }
}
