package org.boltj.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.stream.Stream;
import org.boltj.keys.CommitmentKeys;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;

/**
 * BOLT 3, Appendix C: commitment and HTLC transactions of option_static_remotekey, byte by byte.
 */
@Tag("vectors")
class Bolt3AppendixCVectorsTest {
  @TestFactory
  Stream<DynamicTest> commitments() {
    return CommitmentVectors.of("bolt3-appendix-c.json", new StaticRemoteKey());
  }

  @Test
  void keysOfTheCommitment() {
    Bolt3Channel channel = new Bolt3Channel();
    CommitmentKeys keys =
        CommitmentKeys.derive(
            channel.local.basepoints(), channel.remote.basepoints(), channel.perCommitmentPoint);
    JsonNode expected = Bolt3Channel.expected();
    assertThat(keys.htlcPubkey()).hasToString(expected.get("localHtlcPubkey").textValue());
    assertThat(keys.counterpartyHtlcPubkey())
        .hasToString(expected.get("remoteHtlcPubkey").textValue());
    assertThat(keys.delayedPubkey()).hasToString(expected.get("localDelayedPubkey").textValue());
    assertThat(keys.revocationPubkey()).hasToString(expected.get("revocationPubkey").textValue());
  }
}
