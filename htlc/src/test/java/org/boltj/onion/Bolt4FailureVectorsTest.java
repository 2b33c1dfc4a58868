package org.boltj.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/** The returned failure of BOLT 4 without attribution_data: temporary_node_failure of hop 4. */
@Tag("vectors")
class Bolt4FailureVectorsTest {
  private final OnionVectors file = OnionVectors.load("bolt4-failure.json");
  private final List<OnionVectors> hops = file.hops();

  @TestFactory
  List<DynamicTest> ammagKeys() {
    List<DynamicTest> tests = new ArrayList<>();
    for (int i = 0; i < hops.size(); i++) {
      OnionVectors hop = hops.get(i);
      tests.add(
          dynamicTest(
              "hop " + i,
              () ->
                  assertThat(KeyType.AMMAG.derive(hop.bytes("sharedSecret")))
                      .isEqualTo(hop.bytes("ammagKey"))));
    }
    return tests;
  }

  @Test
  void umKeyAndMessageOfErringNode() {
    SharedSecret secret = hops.get(4).sharedSecret();
    assertThat(KeyType.UM.derive(secret.value())).isEqualTo(file.bytes("umKey"));
    assertThat(FailureOnion.returnPacket(secret, file.bytes("failure")).slice(32))
        .isEqualTo(file.bytes("message"));
  }

  @Test
  void reasonAtOrigin() {
    Bytes reason =
        FailureOnion.create(hops.get(4).sharedSecret(), new FailureMessage.TemporaryNodeFailure());
    for (int i = 3; i >= 0; i--) {
      reason = FailureOnion.wrap(hops.get(i).sharedSecret(), reason);
    }
    assertThat(reason).isEqualTo(file.bytes("reasonAtOrigin"));
  }

  @Test
  void originFindsErringNode() {
    List<SharedSecret> secrets = hops.stream().map(OnionVectors::sharedSecret).toList();
    ReturnedFailure received = ReturnedFailure.unattributed(file.bytes("reasonAtOrigin"));
    assertThat(FailureReader.unwrap(secrets, received))
        .isEqualTo(
            new UnwrappedFailure.FromHop(4, new FailureMessage.TemporaryNodeFailure(), List.of()));
  }
}
