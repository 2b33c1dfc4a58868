/**
 * What a node asks of the place that keeps its keys: the signer interfaces, and signers that keep
 * keys in memory. Rules of the channel are in none of them.
 */
@NullMarked
package org.boltj.sign;

import org.jspecify.annotations.NullMarked;
