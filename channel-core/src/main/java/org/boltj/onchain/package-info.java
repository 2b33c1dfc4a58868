/**
 * What happens once the funding output is spent (BOLT 5): which outputs are ours to collect, when
 * and how, and what the chain tells about HTLCs. Holds pure functions, never a chain client or a
 * wallet.
 */
@NullMarked
package org.boltj.onchain;

import org.jspecify.annotations.NullMarked;
