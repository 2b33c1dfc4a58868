/** Nodes that close channels on a congested chain, with real wallets, in one thread. */
@NullMarked
package org.boltj.fees;

import org.jspecify.annotations.NullMarked;
