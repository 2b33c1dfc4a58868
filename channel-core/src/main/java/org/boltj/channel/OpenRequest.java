package org.boltj.channel;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;

/**
 * A channel that we want to open.
 *
 * @param keyIndex an unused path of the signer
 * @param funding capacity of the channel
 * @param push given to the peer at once
 * @param announce whether the channel becomes public
 * @param channelType one of the defined types; see {@link ChannelTypes}
 * @param shutdownScript binds us to this script from the beginning (upfront_shutdown_script)
 * @param localInit features that we sent in init
 * @param remoteInit features that the peer sent in init
 * @param fundingFeerate for the funding transaction
 */
public record OpenRequest(
    PublicKey remoteNodeId,
    long keyIndex,
    Satoshi funding,
    MilliSatoshi push,
    boolean announce,
    Features channelType,
    Optional<Bytes> shutdownScript,
    Features localInit,
    Features remoteInit,
    FeeratePerKw fundingFeerate) {}
