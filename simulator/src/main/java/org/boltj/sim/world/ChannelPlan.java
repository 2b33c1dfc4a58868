package org.boltj.sim.world;

import org.boltj.base.MilliSatoshi;
import org.boltj.base.Satoshi;

/**
 * A channel to open.
 *
 * @param push what the opener gives to the other side at once (msat)
 */
public record ChannelPlan(int opener, int accepter, Satoshi capacity, MilliSatoshi push) {}
