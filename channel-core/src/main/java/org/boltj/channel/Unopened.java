package org.boltj.channel;

/** No event has come yet. */
public record Unopened() implements TransientState {}
