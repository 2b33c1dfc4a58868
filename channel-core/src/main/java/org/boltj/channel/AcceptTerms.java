package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.PublicKey;

/**
 * How we accept a channel that the peer wants to open.
 *
 * @param keyIndex an unused path of the signer
 * @param trustZeroConf whether this peer may use the channel before its funding is confirmed: then
 *     minimum_depth is 0, also when the channel type does not ask for option_zeroconf (BOLT 2,
 *     accept_channel)
 * @param shutdownScript binds us to this script from the beginning (upfront_shutdown_script)
 */
public record AcceptTerms(
    PublicKey remoteNodeId,
    long keyIndex,
    boolean trustZeroConf,
    Optional<Bytes> shutdownScript,
    Features localInit,
    Features remoteInit) {}
