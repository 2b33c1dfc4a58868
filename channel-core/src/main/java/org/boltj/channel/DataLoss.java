package org.boltj.channel;

import org.boltj.message.ErrorMessage;
import org.boltj.updates.Commitments;

/**
 * The peer has proven that its state is newer than ours: publishing our commitment would lose all.
 * We wait for the peer to close.
 *
 * @param error asks the peer to close, at every connection
 */
public record DataLoss(Commitments commitments, ErrorMessage error) implements PersistentState {}
