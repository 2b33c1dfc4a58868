/**
 * The keys of a channel (BOLT 3, "Keys"): basepoints, per-commitment secrets and what is derived
 * from both. Holds no transaction format.
 */
@NullMarked
package org.boltj.keys;

import org.jspecify.annotations.NullMarked;
