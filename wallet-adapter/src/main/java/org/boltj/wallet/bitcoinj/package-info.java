/**
 * bitcoinj as wallet and as a client of the peer-to-peer network. bitcoinj's mutable objects do not
 * leave it, but for the wallet that a caller wants to save. Holds no channel rule.
 */
@NullMarked
package org.boltj.wallet.bitcoinj;

import org.jspecify.annotations.NullMarked;
