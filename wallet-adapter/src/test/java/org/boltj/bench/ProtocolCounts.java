package org.boltj.bench;

import java.util.concurrent.atomic.LongAdder;
import org.boltj.base.Bytes;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.RevokeAndAck;
import org.boltj.message.UpdateAddHtlc;

/** Counts what one node sends: from that follows the work on the curve that the protocol asks. */
final class ProtocolCounts {
  /** Offset of num_htlcs in commitment_signed: type, channel_id, signature (BOLT 2). */
  private static final int NUM_HTLCS = 2 + 32 + 64;

  private final LongAdder commitments = new LongAdder();
  private final LongAdder htlcSignatures = new LongAdder();
  private final LongAdder revocations = new LongAdder();
  private final LongAdder adds = new LongAdder();
  private final LongAdder messages = new LongAdder();
  private final LongAdder writes = new LongAdder();

  /** What was counted between two looks. */
  record Counts(
      long commitments,
      long htlcSignatures,
      long revocations,
      long adds,
      long messages,
      long writes) {
    Counts plus(Counts other) {
      return new Counts(
          commitments + other.commitments,
          htlcSignatures + other.htlcSignatures,
          revocations + other.revocations,
          adds + other.adds,
          messages + other.messages,
          writes + other.writes);
    }

    Counts minus(Counts earlier) {
      return new Counts(
          commitments - earlier.commitments,
          htlcSignatures - earlier.htlcSignatures,
          revocations - earlier.revocations,
          adds - earlier.adds,
          messages - earlier.messages,
          writes - earlier.writes);
    }

    /** One for each commitment and one for each HTLC output in it. */
    long signatures() {
      return commitments + htlcSignatures;
    }
  }

  Counts now() {
    return new Counts(
        commitments.sum(),
        htlcSignatures.sum(),
        revocations.sum(),
        adds.sum(),
        messages.sum(),
        writes.sum());
  }

  void sent(Bytes message) {
    messages.increment();
    int type = message.unsigned(0) << 8 | message.unsigned(1);
    switch (type) {
      case CommitmentSigned.TYPE -> {
        commitments.increment();
        htlcSignatures.add(message.unsigned(NUM_HTLCS) << 8 | message.unsigned(NUM_HTLCS + 1));
      }
      case RevokeAndAck.TYPE -> revocations.increment();
      case UpdateAddHtlc.TYPE -> adds.increment();
      default -> {}
    }
  }

  void written() {
    writes.increment();
  }
}
