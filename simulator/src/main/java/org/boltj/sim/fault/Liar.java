package org.boltj.sim.fault;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.message.ClosingSigned;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.RevokeAndAck;
import org.boltj.message.UpdateFulfillHtlc;
import org.boltj.tx.Transaction;

/** What a node that lies says and broadcasts instead of what it should. */
final class Liar {
  private static final int CHANNEL_ID = 2;
  private static final int AFTER_CHANNEL_ID = CHANNEL_ID + 32;
  private static final int SIGNATURE_SIZE = 64;

  private final TrialWorld world;
  private final List<Fault.Lie> lies = new ArrayList<>();
  private final Map<Fault.Lie, Integer> occurrences = new HashMap<>();
  private final Set<Integer> silentTo = new HashSet<>();
  private boolean withholding;
  private boolean begun;

  Liar(TrialWorld world, FaultPlan plan, int node) {
    this.world = world;
    for (Fault fault : plan.faults()) {
      if (fault instanceof Fault.Lie lie && lie.node() == node) {
        lies.add(lie);
      }
    }
  }

  /** Whether a lie was told: it is kept up then. */
  boolean hasBegun() {
    return begun;
  }

  Optional<Bytes> say(TrialNode to, Bytes message) {
    Bytes said = message;
    if (silentTo.contains(to.number())) {
      return Optional.empty();
    }
    int type = type(message);
    for (Fault.Lie lie : lies) {
      switch (lie) {
        case Fault.Cheat cheat -> {}
        case Fault.Silence silence -> {
          if (type == silence.messageType() && isNow(lie, silence.occurrence())) {
            silentTo.add(to.number());
          }
        }
        case Fault.WithheldPreimages withheld -> {
          boolean fulfills = type == UpdateFulfillHtlc.TYPE;
          if (fulfills && (withholding || isNow(lie, withheld.occurrence()))) {
            withholding = true;
            silentTo.add(to.number());
            return Optional.empty();
          }
        }
        case Fault.WrongBytes wrong -> {
          int at = falseByte(wrong.kind(), message, type);
          if (at > 0 && isNow(lie, wrong.occurrence())) {
            said = falsify(message, at);
          }
        }
      }
    }
    return Optional.of(said);
  }

  private boolean isNow(Fault.Lie lie, int occurrence) {
    int number = occurrences.merge(lie, 1, Integer::sum) - 1;
    if (number == occurrence) {
      begun = true;
      world.witness().struck(lie);
    }
    return number == occurrence;
  }

  static int type(Bytes message) {
    return message.size() < 2 ? -1 : message.unsigned(0) << 8 | message.unsigned(1);
  }

  /** Where the message holds what is to be false; 0 when it does not. */
  private static int falseByte(Fault.WrongBytes.Kind kind, Bytes message, int type) {
    return switch (kind) {
      case COMMITMENT_SIGNATURE -> type == CommitmentSigned.TYPE ? AFTER_CHANNEL_ID + 9 : 0;
      case HTLC_SIGNATURE ->
          type == CommitmentSigned.TYPE && htlcSignatures(message) > 0
              ? AFTER_CHANNEL_ID + SIGNATURE_SIZE + 2 + 9
              : 0;
      case REVOCATION_SECRET -> type == RevokeAndAck.TYPE ? AFTER_CHANNEL_ID + 20 : 0;
      case NEXT_POINT -> type == RevokeAndAck.TYPE ? AFTER_CHANNEL_ID + 32 : 0;
      case PREIMAGE -> type == UpdateFulfillHtlc.TYPE ? AFTER_CHANNEL_ID + 8 + 5 : 0;
      case CLOSING_SIGNATURE -> type == ClosingSigned.TYPE ? AFTER_CHANNEL_ID + 8 + 9 : 0;
    };
  }

  private static int htlcSignatures(Bytes message) {
    int at = AFTER_CHANNEL_ID + SIGNATURE_SIZE;
    return message.unsigned(at) << 8 | message.unsigned(at + 1);
  }

  /** Of a point the other one with the same x, which is as good a point as any. */
  private static Bytes falsify(Bytes message, int at) {
    byte[] changed = message.toArray();
    changed[at] ^= 1;
    return Bytes.wrap(changed);
  }

  /** Claims with a preimage wait for the last block in which they can be broadcast. */
  boolean withholds(TrialNode node, List<Transaction> transactions) {
    if (!withholding || transactions.stream().noneMatch(Liar::showsPreimage)) {
      return false;
    }
    return world.height() < world.lastBlockFor(node);
  }

  private static boolean showsPreimage(Transaction tx) {
    return tx.inputs().stream()
        .anyMatch(in -> in.witness().stream().anyMatch(item -> item.size() == 32));
  }
}
