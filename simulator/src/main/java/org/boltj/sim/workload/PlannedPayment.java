package org.boltj.sim.workload;

import org.boltj.base.MilliSatoshi;

/**
 * A payment to make.
 *
 * @param number from 0 on, in the order of the times
 * @param atMillis since the first payment could be made
 * @param from the node that pays
 * @param to the node that is paid, another one
 */
public record PlannedPayment(int number, long atMillis, int from, int to, MilliSatoshi amount) {}
