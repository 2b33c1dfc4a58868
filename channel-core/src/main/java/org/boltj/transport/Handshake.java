package org.boltj.transport;

import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.sign.NodeSigner;

/**
 * One side of the handshake Noise_XK that waits for the other side's next act (BOLT 8,
 * "Authenticated Key Exchange Handshake Specification").
 *
 * <pre>
 *   initiator                          responder
 *       | act one, 50 bytes:   e, es       |
 *       |---------------------------------&gt;|
 *       |       act two, 50 bytes:   e, ee |
 *       |&lt;---------------------------------|
 *       | act three, 66 bytes: s, se       |
 *       |---------------------------------&gt;|
 * </pre>
 *
 * Immutable: each act gives a new value. An ephemeral key must be fresh for each connection.
 */
public sealed interface Handshake permits AwaitActOne, AwaitActTwo, AwaitActThree {
  /** Size of the act that is awaited, in bytes. */
  int awaits();

  /**
   * Takes the other side's act of exactly {@link #awaits()} bytes.
   *
   * @throws DecodeException when the version, a key or a tag is wrong; the connection must then end
   *     without another byte
   */
  Progress receive(Bytes act) throws DecodeException;

  /**
   * Starts as the initiator: {@link Continue#send()} is act one.
   *
   * @throws IllegalArgumentException when {@code remote} is not on the curve
   */
  static Continue initiate(NodeSigner local, PublicKey remote, PrivateKey ephemeral) {
    return AwaitActTwo.start(local, remote, ephemeral);
  }

  /** Starts as the responder, which speaks only when act one was right. */
  static Handshake respond(NodeSigner local, PrivateKey ephemeral) {
    return new AwaitActOne(local, ephemeral);
  }

  /** What an act leads to. */
  sealed interface Progress {
    /** Bytes to send to the other side; may be empty. */
    Bytes send();
  }

  /** The handshake goes on. */
  record Continue(Bytes send, Handshake next) implements Progress {}

  /** The handshake is done. */
  record Done(Bytes send, Session session) implements Progress {}
}
