package org.boltj.channel;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.codec.WireMessage;
import org.boltj.message.CommitmentSigned;
import org.boltj.message.RevokeAndAck;
import org.boltj.message.UpdateAddHtlc;
import org.boltj.message.UpdateFailHtlc;
import org.boltj.message.UpdateFailMalformedHtlc;
import org.boltj.message.UpdateFee;
import org.boltj.message.UpdateFulfillHtlc;

/**
 * What an end sent last, as it went first: a memory of the test that the end itself does not have.
 *
 * @param unsigned updates since the last commitment_signed
 * @param bundle the updates of the last commitment_signed, and that message
 * @param order the last commitment_signed and the last revoke_and_ack as they were sent
 */
record Tail(List<WireMessage> unsigned, List<WireMessage> bundle, List<WireMessage> order) {
  static final Tail NONE = new Tail(List.of(), List.of(), List.of());

  Tail {
    unsigned = List.copyOf(unsigned);
    bundle = List.copyOf(bundle);
    order = List.copyOf(order);
  }

  /** After messages that are sent for the first time. */
  Tail sent(List<WireMessage> messages) {
    List<WireMessage> updates = new ArrayList<>(unsigned);
    List<WireMessage> signed = bundle;
    List<WireMessage> ordered = new ArrayList<>(order);
    for (WireMessage message : messages) {
      if (isUpdate(message)) {
        updates.add(message);
      } else if (message instanceof CommitmentSigned) {
        updates.add(message);
        signed = updates;
        updates = new ArrayList<>();
        ordered.removeIf(CommitmentSigned.class::isInstance);
        ordered.add(message);
      } else if (message instanceof RevokeAndAck) {
        ordered.removeIf(RevokeAndAck.class::isInstance);
        ordered.add(message);
      }
    }
    return new Tail(updates, signed, ordered);
  }

  /** After the connection broke. */
  Tail cut() {
    return new Tail(List.of(), bundle, order);
  }

  /** After the peer's revoke_and_ack: it has our commitment_signed. */
  Tail acknowledged() {
    return new Tail(
        unsigned, List.of(), order.stream().filter(RevokeAndAck.class::isInstance).toList());
  }

  /**
   * Checks what is sent after channel_reestablish against what was sent at first, byte by byte.
   *
   * @return with the updates that were proposed anew
   */
  Tail resent(List<WireMessage> again, boolean lacksCommit, boolean lacksRevocation) {
    List<WireMessage> expected =
        order.stream()
            .filter(m -> m instanceof CommitmentSigned ? lacksCommit : lacksRevocation)
            .toList();
    assertThat(bytes(again.stream().filter(Tail::isSignature).toList()))
        .as("commitment_signed and revoke_and_ack, again and in order")
        .isEqualTo(bytes(expected));
    List<WireMessage> updates =
        again.stream().filter(m -> isUpdate(m) || m instanceof CommitmentSigned).toList();
    int signed = lacksCommit ? bundle.size() : 0;
    assertThat(bytes(updates.subList(0, signed)))
        .as("the updates of the commitment_signed, again and in order")
        .isEqualTo(bytes(lacksCommit ? bundle : List.of()));
    return new Tail(updates.subList(signed, updates.size()), bundle, order);
  }

  private static boolean isSignature(WireMessage message) {
    return message instanceof CommitmentSigned || message instanceof RevokeAndAck;
  }

  private static boolean isUpdate(WireMessage message) {
    return message instanceof UpdateAddHtlc
        || message instanceof UpdateFulfillHtlc
        || message instanceof UpdateFailHtlc
        || message instanceof UpdateFailMalformedHtlc
        || message instanceof UpdateFee;
  }

  private static List<Bytes> bytes(List<WireMessage> messages) {
    return messages.stream().map(WireMessage::encode).toList();
  }
}
