/**
 * What a node asks of its surroundings: the chain, feerates, on-chain funds and randomness. Holds
 * interfaces and the values they exchange, never an implementation.
 *
 * <p>No method blocks. Listeners may be called on any thread: a node only puts what it is told into
 * its inbox. Futures may be completed on any thread as well.
 */
@NullMarked
package org.boltj.port;

import org.jspecify.annotations.NullMarked;
