/**
 * A shop's invoices over HTTP: what {@link org.boltj.examples.MerchantEndpoint} serves. Never holds
 * a node or a chain of its own.
 */
@NullMarked
package org.boltj.examples.merchant;

import org.jspecify.annotations.NullMarked;
