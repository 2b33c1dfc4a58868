package org.boltj.sim.fault;

import org.boltj.payment.RelayPolicy;
import org.boltj.updates.ChannelPolicy;

/**
 * A node of a scenario.
 *
 * @param seesMempool whether it hears of transactions before they are in a block
 */
public record NodePlan(RelayPolicy relay, ChannelPolicy policy, boolean seesMempool) {}
