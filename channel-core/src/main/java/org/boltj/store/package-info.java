/**
 * Durable state: what a node writes before it acts, and reads when it starts. Holds the interface,
 * its values and the stores; never a rule of the protocol.
 */
@NullMarked
package org.boltj.store;

import org.jspecify.annotations.NullMarked;
