/**
 * The rules of BOLT 2 for changing a channel's commitments: which HTLCs and feerates may be
 * proposed, and how {@code commitment_signed} and {@code revoke_and_ack} carry them into force.
 * Holds values and pure functions, never the order of opening and closing.
 */
@NullMarked
package org.boltj.updates;

import org.jspecify.annotations.NullMarked;
