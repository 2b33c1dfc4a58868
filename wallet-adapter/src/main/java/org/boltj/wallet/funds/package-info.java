/**
 * The on-chain wallet over any source of blocks: keys from one seed, coin selection, fees. Holds no
 * connection to a chain and no channel rule.
 */
@NullMarked
package org.boltj.wallet.funds;

import org.jspecify.annotations.NullMarked;
