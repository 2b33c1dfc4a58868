package org.boltj.channel;

/** Where a channel stands; see the table in {@link Channel}. */
public sealed interface ChannelState permits TransientState, PersistentState {}
