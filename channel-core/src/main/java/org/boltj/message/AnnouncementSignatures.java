package org.boltj.message;

import org.boltj.base.ChannelId;
import org.boltj.base.ShortChannelId;
import org.boltj.base.Signature;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.gossip.message.MessageExtension;

/**
 * announcement_signatures: the sender's half of the signatures of the channel_announcement (BOLT
 * 7).
 *
 * @param channelId the channel
 * @param shortChannelId the confirmed funding output
 * @param nodeSignature with the key of the node
 * @param bitcoinSignature with the funding key
 */
public record AnnouncementSignatures(
    ChannelId channelId,
    ShortChannelId shortChannelId,
    Signature nodeSignature,
    Signature bitcoinSignature)
    implements ChannelMessage {
  /** BOLT 7, announcement_signatures. */
  public static final int TYPE = 259;

  static AnnouncementSignatures decode(WireReader in) throws DecodeException {
    AnnouncementSignatures message =
        new AnnouncementSignatures(
            in.channelId(), in.shortChannelId(), in.signature(), in.signature());
    MessageExtension.read(in);
    return message;
  }

  @Override
  public int type() {
    return TYPE;
  }

  @Override
  public void writePayload(WireWriter out) {
    out.channelId(channelId)
        .shortChannelId(shortChannelId)
        .signature(nodeSignature)
        .signature(bitcoinSignature);
  }
}
