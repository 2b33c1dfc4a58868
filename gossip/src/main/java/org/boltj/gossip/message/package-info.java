/**
 * The gossip messages of BOLT 7 and their signatures, and how messages are extended (BOLT 1). Holds
 * no graph and no message about one channel between two peers.
 */
@NullMarked
package org.boltj.gossip.message;

import org.jspecify.annotations.NullMarked;
