/**
 * Commitment, HTLC, closing and claiming transactions (BOLT 3 and BOLT 5) as functions of what a
 * commitment holds. Holds no message and no private key.
 *
 * <p>Every commitment is described from its holder, the side that can publish it: BOLT 3 calls the
 * holder local and the other side, here the counterparty, remote.
 */
@NullMarked
package org.boltj.commitment;

import org.jspecify.annotations.NullMarked;
