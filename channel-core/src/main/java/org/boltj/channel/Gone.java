package org.boltj.channel;

/** The channel came to nothing, or is over and forgotten. */
public record Gone() implements TransientState {}
