/**
 * What must hold whatever goes wrong, each rule a small class with a name, and the trial that runs
 * a seed under all of them. Changes nothing of what it watches.
 */
@NullMarked
package org.boltj.sim.invariant;

import org.jspecify.annotations.NullMarked;
