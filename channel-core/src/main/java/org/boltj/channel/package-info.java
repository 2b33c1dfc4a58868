/**
 * The channel state machine of BOLT 2: states, events, effects and {@link Channel#step}, which is a
 * pure function. Holds no clock, no thread, no randomness, no socket and no log.
 */
@NullMarked
package org.boltj.channel;

import org.jspecify.annotations.NullMarked;
