/**
 * The surroundings of simulated nodes: virtual time, a network in memory, one chain, topologies and
 * the books that are checked at the end. Holds no rule of the protocol: the nodes are real ones.
 */
@NullMarked
package org.boltj.sim.world;

import org.jspecify.annotations.NullMarked;
