/**
 * Onion routing of BOLT 4: packets, hop payloads, returned failures and attribution data. Never
 * decides about a payment, and never holds a node's private key.
 */
@NullMarked
package org.boltj.onion;

import org.jspecify.annotations.NullMarked;
