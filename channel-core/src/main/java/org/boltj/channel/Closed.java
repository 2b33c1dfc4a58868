package org.boltj.channel;

import org.boltj.updates.Commitments;

/** All is resolved and deep in the chain. */
public record Closed(Commitments commitments) implements PersistentState {}
