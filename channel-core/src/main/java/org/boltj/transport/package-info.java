/**
 * The encrypted connections of BOLT 8: handshake and cipher as pure values, the port {@link
 * org.boltj.transport.PeerTransport} and its implementation on Netty. Holds no wire message and no
 * policy on whom to connect to.
 */
@NullMarked
package org.boltj.transport;

import org.jspecify.annotations.NullMarked;
