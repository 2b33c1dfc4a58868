package org.boltj.payment;

import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;

/**
 * A channel in one direction.
 *
 * @param from the node that offers HTLCs
 */
public record ChannelDirection(ShortChannelId shortChannelId, PublicKey from) {}
