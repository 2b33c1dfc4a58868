package org.boltj.gossip.sync;

import org.boltj.base.ShortChannelId;

/** A channel to ask the peer about, and what is wanted of it (query_flags of BOLT 7). */
record Wanted(ShortChannelId shortChannelId, long flags) {}
