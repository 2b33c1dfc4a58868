/**
 * Bitcoin transactions, scripts, signature hashes and addresses as immutable values over bitcoinj.
 * Holds no rule of a channel, and lets no mutable object of bitcoinj out.
 */
@NullMarked
package org.boltj.tx;

import org.jspecify.annotations.NullMarked;
