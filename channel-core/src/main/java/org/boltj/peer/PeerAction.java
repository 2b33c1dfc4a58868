package org.boltj.peer;

import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.codec.WireMessage;
import org.boltj.message.Init;

/** What a {@link PeerSession} asks for; run in order. */
public sealed interface PeerAction {

  /** Send the message to the peer. */
  record Send(WireMessage message) implements PeerAction {}

  /**
   * Both inits are exchanged and fit: from now on messages are delivered.
   *
   * @param remoteFeatures all features of the peer, as one set
   */
  record Established(Init remoteInit, Features remoteFeatures) implements PeerAction {}

  /**
   * A message for the layers above: about a channel, gossip, an onion message or an error.
   *
   * @param wire what it was read from
   */
  record Deliver(WireMessage message, Bytes wire) implements PeerAction {}

  /**
   * The peer warned us.
   *
   * @param text printable ASCII only
   */
  record Warned(String text) implements PeerAction {}

  /**
   * Read nothing of the peer for a while: it sends more gossip than we want to check.
   *
   * @param millis from now on
   */
  record Pause(long millis) implements PeerAction {}

  /**
   * Close the connection. No channel fails by this.
   *
   * @param reason for the log of an operator
   */
  record Close(String reason) implements PeerAction {}
}
