/**
 * Every case of BOLT 5 over the embedded chain, with the real state machines of both sides, real
 * wallets, and the satoshis counted. Holds no rule of its own.
 */
@NullMarked
package org.boltj.bolt5;

import org.jspecify.annotations.NullMarked;
