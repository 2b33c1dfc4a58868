package org.boltj.node;

import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;
import org.boltj.codec.WireMessage;

/** Hears what peers do, once their inits are exchanged. Called by the loop. */
interface PeerListener {
  void established(PublicKey peer, Features remoteFeatures);

  void message(PublicKey peer, WireMessage message, Bytes wire);

  void disconnected(PublicKey peer, String reason);
}
