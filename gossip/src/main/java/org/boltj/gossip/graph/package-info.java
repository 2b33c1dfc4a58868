/**
 * The validated graph of announced channels and nodes (BOLT 7). Holds nothing about channels that
 * are not announced, no clock, no thread, and asks the chain only through {@link FundingLookup}.
 */
@NullMarked
package org.boltj.gossip.graph;

import org.jspecify.annotations.NullMarked;
