package org.boltj.message;

import static java.util.Map.entry;

import java.util.Map;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;
import org.boltj.codec.WireReader;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;

/** The table of all message types (BOLT 1, 2, 4 and 7): from bytes to a message. */
public final class MessageCodec {
  /** BOLT 1: the most bytes of a message, type included. */
  public static final int MAX_SIZE = 65535;

  private static final Map<Integer, Decoder> DECODERS =
      Map.ofEntries(
          entry(WarningMessage.TYPE, WarningMessage::decode),
          entry(Stfu.TYPE, Stfu::decode),
          entry(PeerStorage.TYPE, PeerStorage::decode),
          entry(PeerStorageRetrieval.TYPE, PeerStorageRetrieval::decode),
          entry(Init.TYPE, Init::decode),
          entry(ErrorMessage.TYPE, ErrorMessage::decode),
          entry(Ping.TYPE, Ping::decode),
          entry(Pong.TYPE, Pong::decode),
          entry(OpenChannel.TYPE, OpenChannel::decode),
          entry(AcceptChannel.TYPE, AcceptChannel::decode),
          entry(FundingCreated.TYPE, FundingCreated::decode),
          entry(FundingSigned.TYPE, FundingSigned::decode),
          entry(ChannelReady.TYPE, ChannelReady::decode),
          entry(Shutdown.TYPE, Shutdown::decode),
          entry(ClosingSigned.TYPE, ClosingSigned::decode),
          entry(ClosingComplete.TYPE, ClosingComplete::decode),
          entry(ClosingSig.TYPE, ClosingSig::decode),
          entry(OpenChannel2.TYPE, OpenChannel2::decode),
          entry(AcceptChannel2.TYPE, AcceptChannel2::decode),
          entry(TxAddInput.TYPE, TxAddInput::decode),
          entry(TxAddOutput.TYPE, TxAddOutput::decode),
          entry(TxRemoveInput.TYPE, TxRemoveInput::decode),
          entry(TxRemoveOutput.TYPE, TxRemoveOutput::decode),
          entry(TxComplete.TYPE, TxComplete::decode),
          entry(TxSignatures.TYPE, TxSignatures::decode),
          entry(TxInitRbf.TYPE, TxInitRbf::decode),
          entry(TxAckRbf.TYPE, TxAckRbf::decode),
          entry(TxAbort.TYPE, TxAbort::decode),
          entry(SpliceLocked.TYPE, SpliceLocked::decode),
          entry(SpliceInit.TYPE, SpliceInit::decode),
          entry(SpliceAck.TYPE, SpliceAck::decode),
          entry(StartBatch.TYPE, StartBatch::decode),
          entry(UpdateAddHtlc.TYPE, UpdateAddHtlc::decode),
          entry(UpdateFulfillHtlc.TYPE, UpdateFulfillHtlc::decode),
          entry(UpdateFailHtlc.TYPE, UpdateFailHtlc::decode),
          entry(CommitmentSigned.TYPE, CommitmentSigned::decode),
          entry(RevokeAndAck.TYPE, RevokeAndAck::decode),
          entry(UpdateFee.TYPE, UpdateFee::decode),
          entry(UpdateFailMalformedHtlc.TYPE, UpdateFailMalformedHtlc::decode),
          entry(ChannelReestablish.TYPE, ChannelReestablish::decode),
          entry(ChannelAnnouncement.TYPE, ChannelAnnouncement::decode),
          entry(NodeAnnouncement.TYPE, NodeAnnouncement::decode),
          entry(ChannelUpdate.TYPE, ChannelUpdate::decode),
          entry(AnnouncementSignatures.TYPE, AnnouncementSignatures::decode),
          entry(QueryShortChannelIds.TYPE, QueryShortChannelIds::decode),
          entry(ReplyShortChannelIdsEnd.TYPE, ReplyShortChannelIdsEnd::decode),
          entry(QueryChannelRange.TYPE, QueryChannelRange::decode),
          entry(ReplyChannelRange.TYPE, ReplyChannelRange::decode),
          entry(GossipTimestampFilter.TYPE, GossipTimestampFilter::decode),
          entry(OnionMessage.TYPE, OnionMessage::decode));

  private MessageCodec() {}

  /**
   * Decodes type and payload. A type that is not in the table gives an {@link UnknownMessage};
   * whether that is a fault is for the caller to say.
   *
   * @throws DecodeException when the payload does not follow the specification; BOLT 1 closes the
   *     connection then (peers that pass on foreign gossip may be treated more kindly, see {@link
   *     #isGossip})
   */
  public static WireMessage decode(Bytes message) throws DecodeException {
    WireReader in = new WireReader(message);
    int type = in.u16();
    Decoder decoder = DECODERS.get(type);
    return decoder == null ? new UnknownMessage(type, in.rest()) : decoder.decode(in);
  }

  /** The types in the table. */
  public static Set<Integer> knownTypes() {
    return DECODERS.keySet();
  }

  /**
   * Whether the type is a message that nodes pass on for others. Its fault may be that of a third
   * node, so a peer that sends one that does not decode gets a warning rather than a closed
   * connection.
   */
  public static boolean isGossip(int type) {
    return type == ChannelAnnouncement.TYPE
        || type == NodeAnnouncement.TYPE
        || type == ChannelUpdate.TYPE;
  }

  @FunctionalInterface
  private interface Decoder {
    WireMessage decode(WireReader in) throws DecodeException;
  }
}
