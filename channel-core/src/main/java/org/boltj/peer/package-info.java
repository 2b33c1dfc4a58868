/**
 * The life of one connection to a peer above the transport (BOLT 1): init, features, ping and pong,
 * limits and reconnection. Pure rules: holds no socket, no clock and no channel.
 */
@NullMarked
package org.boltj.peer;

import org.jspecify.annotations.NullMarked;
