package org.boltj.updates;

/**
 * A commitment of the peer that we have signed and the peer has not accepted yet: the peer may
 * publish it as well as its predecessor.
 *
 * @param sentAfterLocalCommit number of our own commitment when we signed; tells after a
 *     reconnection whether revoke_and_ack or commitment_signed went first
 */
public record NextRemoteCommit(RemoteCommit commit, long sentAfterLocalCommit) {}
