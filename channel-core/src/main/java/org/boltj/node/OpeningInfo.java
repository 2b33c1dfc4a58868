package org.boltj.node;

import java.util.ArrayList;
import java.util.List;
import org.boltj.base.ChannelId;
import org.boltj.base.PublicKey;
import org.boltj.channel.WaitForFundingCreated;

/**
 * A channel that is being negotiated: nothing of it is stored, and no funding is on its way. {@link
 * LightningNode#closeChannel(ChannelId)} ends the opening.
 *
 * @param channelId the temporary_channel_id, or the channel_id once the funding outpoint is known
 * @param localIsOpener whether we asked for the channel
 */
public record OpeningInfo(ChannelId channelId, PublicKey peer, boolean localIsOpener) {

  static List<OpeningInfo> of(ChannelTable channels) {
    List<OpeningInfo> infos = new ArrayList<>();
    for (ChannelSlot slot : channels.openings()) {
      boolean theirs = slot.data().state() instanceof WaitForFundingCreated;
      infos.add(new OpeningInfo(slot.id(), slot.remoteNodeId, !theirs));
    }
    return List.copyOf(infos);
  }
}
