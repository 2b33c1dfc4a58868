/**
 * Invoices of BOLT 11: decoding, creating and signing. Never holds keys or whether one was paid.
 */
@NullMarked
package org.boltj.invoice;

import org.jspecify.annotations.NullMarked;
