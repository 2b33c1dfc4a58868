package org.boltj.gossip.sync;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.codec.WireMessage;

/**
 * Collects what one step sends, and counts what it costs: looking at a channel or a node costs
 * something too, so that a question that nothing fits is no cheap way to keep us busy.
 */
final class Outgoing {
  /** A message is worth that many looks. */
  private static final int LOOKS_PER_MESSAGE = 20;

  private final List<SyncAction> actions;
  private int looks;

  Outgoing(List<SyncAction> actions, int messages) {
    this.actions = actions;
    this.looks = (int) Math.min(Integer.MAX_VALUE, (long) messages * LOOKS_PER_MESSAGE);
  }

  boolean isFull() {
    return looks <= 0;
  }

  /** How many more messages fit. */
  int messagesLeft() {
    return Math.max(0, looks / LOOKS_PER_MESSAGE);
  }

  void looked(int times) {
    looks -= times;
  }

  void send(Bytes message) {
    actions.add(new SyncAction.Send(message));
    looks -= LOOKS_PER_MESSAGE;
  }

  void send(WireMessage message) {
    send(message.encode());
  }
}
