/**
 * Bitcoin Core as chain source, broadcaster and fee estimator, over its JSON-RPC interface. Holds
 * no key and no wallet.
 */
@NullMarked
package org.boltj.wallet.bitcoind;

import org.jspecify.annotations.NullMarked;
