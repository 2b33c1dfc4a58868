package org.boltj.channel;

/** A state before anything is at stake: it is not stored, and ends when the connection does. */
public sealed interface TransientState extends ChannelState permits Unopened, OpeningState, Gone {}
