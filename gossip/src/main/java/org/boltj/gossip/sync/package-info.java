/**
 * The conversation about gossip with one peer (BOLT 7, "Query Messages" and "Rebroadcasting"): what
 * to ask, what to answer, what to pass on. Holds no connection and no clock.
 */
@NullMarked
package org.boltj.gossip.sync;

import org.jspecify.annotations.NullMarked;
