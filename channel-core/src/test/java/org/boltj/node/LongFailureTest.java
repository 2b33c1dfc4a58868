package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.channel.HtlcFailure;
import org.boltj.message.UpdateFailHtlc;
import org.boltj.onion.AttributionData;
import org.boltj.onion.HoldTime;
import org.boltj.onion.ReturnedFailure;
import org.boltj.onion.SharedSecret;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A reason of any length that a node behind us makes up can be passed on to the peer before us. */
class LongFailureTest {
  @ParameterizedTest
  @ValueSource(ints = {0, 31, 292, 64_567, 64_568, 65_491})
  void the_message_that_goes_upstream_can_be_sent(int size) {
    ReturnedFailure passed =
        HtlcAnswers.passed(
            new SharedSecret(Bytes.zeros(32)),
            new HtlcFailure.Onion(Bytes.zeros(size), Optional.empty()),
            HoldTime.ZERO,
            true);
    UpdateFailHtlc message =
        new UpdateFailHtlc(
            new ChannelId(Bytes.zeros(32)),
            7,
            passed.reason(),
            passed.attributionData().map(AttributionData::value));
    assertThat(message.encode().size()).isLessThanOrEqualTo(65_535);
    assertThat(passed.attributionData().isPresent()).isEqualTo(size <= 64_567);
  }
}
