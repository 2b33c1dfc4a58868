/**
 * Payments that a simulation makes, when and between whom, and what becomes of each. Holds no rule
 * of the protocol.
 */
@NullMarked
package org.boltj.sim.workload;

import org.jspecify.annotations.NullMarked;
