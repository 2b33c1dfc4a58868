package org.boltj.channel;

/** Names a command, so that its result finds the caller. */
public record RequestId(long number) {}
