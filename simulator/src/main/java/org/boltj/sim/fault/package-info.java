/**
 * Small random worlds of real nodes, and the faults that befall them: crashes, cut connections,
 * failing disks, unruly chains, peers that lie. Holds no rule of the protocol and no judgement of
 * what happens: that is for the invariants.
 */
@NullMarked
package org.boltj.sim.fault;

import org.jspecify.annotations.NullMarked;
