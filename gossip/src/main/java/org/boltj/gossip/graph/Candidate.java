package org.boltj.gossip.graph;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.EncodedGossip;
import org.boltj.gossip.message.GossipMessage;
import org.boltj.gossip.message.NodeAnnouncement;
import org.jspecify.annotations.Nullable;

/**
 * A message that wants to be in the graph, with what takes time to compute and depends on nothing
 * but the message: its encoding, and whether its signatures are right. Both are computed once, and
 * may be computed on another thread before the rules ask for them.
 */
final class Candidate {
  private final GossipMessage message;
  private final @Nullable PublicKey signer;
  private @Nullable Bytes encoded;
  private @Nullable PublicKey checkedWith;
  private boolean signed;

  Candidate(GossipMessage message) {
    this.message = message;
    this.signer = null;
  }

  /**
   * @param signer whose signature the rules are going to ask for, if they are
   */
  Candidate(EncodedGossip gossip, Optional<PublicKey> signer) {
    this.message = gossip.message();
    this.encoded = gossip.encoded();
    this.signer = signer.orElse(null);
  }

  GossipMessage message() {
    return message;
  }

  Bytes encoded() {
    if (encoded == null) {
      encoded = message.encode();
    }
    return encoded;
  }

  /**
   * Whether the signature is right for that node. A channel_announcement names its four keys
   * itself; any of them may be given.
   */
  boolean isSignedBy(PublicKey nodeId) {
    check(nodeId);
    return signed;
  }

  /** Computes what the rules are going to ask for. */
  void prepare() {
    if (signer != null) {
      check(signer);
    }
  }

  private void check(PublicKey nodeId) {
    if (!nodeId.equals(checkedWith)) {
      signed =
          switch (message) {
            case ChannelAnnouncement announcement -> announcement.signaturesValid();
            case ChannelUpdate update -> update.signatureValid(nodeId);
            case NodeAnnouncement announcement -> announcement.signatureValid();
          };
      checkedWith = nodeId;
    }
  }
}
