/**
 * Decisions about payments: whether an HTLC is forwarded, received or failed (BOLT 4), sets of
 * parts, and payments that we make. Holds rules and records; never a channel, a clock or a store.
 */
@NullMarked
package org.boltj.payment;

import org.jspecify.annotations.NullMarked;
