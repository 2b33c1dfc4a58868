package org.boltj.transport;

import org.boltj.base.PublicKey;

/** The outcome of a handshake: who the other side is, and the ciphers of both directions. */
public record Session(PublicKey remoteNodeId, CipherState sending, CipherState receiving) {}
