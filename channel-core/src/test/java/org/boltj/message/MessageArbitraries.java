package org.boltj.message;

import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.CltvExpiry;
import org.boltj.base.CltvExpiryDelta;
import org.boltj.base.Features;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.ShortChannelId;
import org.boltj.base.Signature;
import org.boltj.base.TxId;
import org.boltj.codec.WireMessage;
import org.boltj.gossip.message.ChannelAnnouncement;
import org.boltj.gossip.message.ChannelUpdate;
import org.boltj.gossip.message.ChannelUpdatePair;
import org.boltj.gossip.message.GossipTimestampFilter;
import org.boltj.gossip.message.NodeAddress;
import org.boltj.gossip.message.NodeAnnouncement;
import org.boltj.gossip.message.QueryChannelRange;
import org.boltj.gossip.message.QueryShortChannelIds;
import org.boltj.gossip.message.ReplyChannelRange;
import org.boltj.gossip.message.ReplyShortChannelIdsEnd;

/** Random messages of every type: the values of a record are drawn by their types and names. */
final class MessageArbitraries {
  /** The record of each type in the table. */
  static final List<Class<? extends WireMessage>> MESSAGES =
      List.of(
          WarningMessage.class,
          Stfu.class,
          PeerStorage.class,
          PeerStorageRetrieval.class,
          Init.class,
          ErrorMessage.class,
          Ping.class,
          Pong.class,
          OpenChannel.class,
          AcceptChannel.class,
          FundingCreated.class,
          FundingSigned.class,
          ChannelReady.class,
          Shutdown.class,
          ClosingSigned.class,
          ClosingComplete.class,
          ClosingSig.class,
          OpenChannel2.class,
          AcceptChannel2.class,
          TxAddInput.class,
          TxAddOutput.class,
          TxRemoveInput.class,
          TxRemoveOutput.class,
          TxComplete.class,
          TxSignatures.class,
          TxInitRbf.class,
          TxAckRbf.class,
          TxAbort.class,
          SpliceLocked.class,
          SpliceInit.class,
          SpliceAck.class,
          StartBatch.class,
          UpdateAddHtlc.class,
          UpdateFulfillHtlc.class,
          UpdateFailHtlc.class,
          CommitmentSigned.class,
          RevokeAndAck.class,
          UpdateFee.class,
          UpdateFailMalformedHtlc.class,
          ChannelReestablish.class,
          AnnouncementSignatures.class,
          OnionMessage.class,
          ChannelAnnouncement.class,
          NodeAnnouncement.class,
          ChannelUpdate.class,
          QueryShortChannelIds.class,
          ReplyShortChannelIdsEnd.class,
          QueryChannelRange.class,
          ReplyChannelRange.class,
          GossipTimestampFilter.class);

  private static final List<String> U8 =
      List.of(
          "channelFlags",
          "messageFlags",
          "initiator",
          "fullInformation",
          "syncComplete",
          "retransmitFlags");
  private static final List<String> U64 =
      List.of(
          "serialId",
          "id",
          "nextCommitmentNumber",
          "nextRevocationNumber",
          "queryOptionFlags",
          "htlcMinimumMsat",
          "htlcMaximumMsat");
  private static final List<String> SIGNED_SAT =
      List.of("fundingContributionSatoshis", "fundingOutputContribution");
  private static final Map<String, Integer> SIZES =
      Map.of(
          "onionRoutingPacket",
          1366,
          "sha256OfOnion",
          32,
          "attributionData",
          920,
          "rgbColor",
          3,
          "alias",
          32);

  private MessageArbitraries() {}

  static Arbitrary<WireMessage> any() {
    return Arbitraries.of(MESSAGES).flatMap(MessageArbitraries::of);
  }

  static Arbitrary<WireMessage> of(Class<? extends WireMessage> type) {
    if (type == QueryShortChannelIds.class) {
      return queries().map(WireMessage.class::cast);
    }
    if (type == ReplyChannelRange.class) {
      return replies().map(WireMessage.class::cast);
    }
    return record(type).map(WireMessage.class::cast);
  }

  static Arbitrary<Bytes> bytes(int least, int most) {
    return Arbitraries.bytes().array(byte[].class).ofMinSize(least).ofMaxSize(most).map(Bytes::of);
  }

  private static Arbitrary<Object> record(Class<?> type) {
    RecordComponent[] components = type.getRecordComponents();
    List<Arbitrary<Object>> values =
        Arrays.stream(components).map(c -> value(c.getGenericType(), c.getName())).toList();
    return Combinators.combine(values).as(arguments -> create(type, arguments));
  }

  private static Object create(Class<?> type, List<Object> arguments) {
    try {
      var constructor = type.getDeclaredConstructors()[0];
      constructor.setAccessible(true);
      return constructor.newInstance(arguments.toArray());
    } catch (InstantiationException | IllegalAccessException | InvocationTargetException e) {
      throw new LinkageError("cannot create " + type + " of " + arguments, e);
    }
  }

  private static Arbitrary<Object> value(Type type, String name) {
    if (type instanceof ParameterizedType generic) {
      Type element = generic.getActualTypeArguments()[0];
      if (generic.getRawType() == Optional.class) {
        return value(element, name).optional().map(Object.class::cast);
      }
      return name.equals("addresses")
          ? addresses().map(Object.class::cast)
          : value(element, name).list().ofMaxSize(4).map(Object.class::cast);
    }
    return scalar((Class<?>) type, name).map(Object.class::cast);
  }

  private static Arbitrary<?> scalar(Class<?> type, String name) {
    return switch (type.getSimpleName()) {
      case "int", "Integer" -> Arbitraries.integers().between(0, U8.contains(name) ? 255 : 65535);
      case "long", "Long" -> longs(name);
      case "boolean" -> Arbitraries.of(true, false);
      case "Bytes" -> blob(name);
      case "Features" ->
          Arbitraries.integers()
              .between(0, 300)
              .set()
              .ofMaxSize(8)
              .map(bits -> bits.stream().reduce(Features.EMPTY, Features::withBit, Features::or));
      case "ChannelId" -> bytes(32, 32).map(ChannelId::new);
      case "BlockHash" -> bytes(32, 32).map(BlockHash::new);
      case "TxId" -> bytes(32, 32).map(TxId::new);
      case "PaymentHash" -> bytes(32, 32).map(PaymentHash::new);
      case "PaymentPreimage" -> bytes(32, 32).map(PaymentPreimage::new);
      case "PrivateKey" -> bytes(32, 32).map(PrivateKey::new);
      case "Signature" -> bytes(64, 64).map(Signature::new);
      case "PublicKey" -> points();
      case "Satoshi" -> Arbitraries.longs().between(0, Satoshi.MAX_MONEY.sat()).map(Satoshi::of);
      case "MilliSatoshi" ->
          Arbitraries.longs().between(0, MilliSatoshi.MAX_MONEY.msat()).map(MilliSatoshi::of);
      case "FeeratePerKw" -> Arbitraries.longs().between(0, 0xffffffffL).map(FeeratePerKw::new);
      case "CltvExpiry" -> Arbitraries.longs().between(0, 0xffffffffL).map(CltvExpiry::new);
      case "CltvExpiryDelta" -> Arbitraries.integers().between(0, 65535).map(CltvExpiryDelta::new);
      case "ShortChannelId" -> Arbitraries.longs().map(ShortChannelId::new);
      case "NodeAddress" -> address();
      default -> record(type);
    };
  }

  private static Arbitrary<Long> longs(String name) {
    if (U64.contains(name)) {
      return Arbitraries.longs();
    }
    return SIGNED_SAT.contains(name)
        ? Arbitraries.longs().between(-Satoshi.MAX_MONEY.sat(), Satoshi.MAX_MONEY.sat())
        : Arbitraries.longs().between(0, 0xffffffffL);
  }

  private static Arbitrary<Bytes> blob(String name) {
    Integer size = SIZES.get(name);
    return size == null ? bytes(0, 80) : bytes(size, size);
  }

  private static Arbitrary<PublicKey> points() {
    return Combinators.combine(Arbitraries.of(2, 3), bytes(32, 32))
        .as((prefix, x) -> new PublicKey(Bytes.concat(Bytes.of(prefix.byteValue()), x)));
  }

  private static Arbitrary<NodeAddress> address() {
    Arbitrary<Integer> ports = Arbitraries.integers().between(0, 65535);
    return Arbitraries.oneOf(
        Combinators.combine(bytes(4, 4), ports).as(NodeAddress.IpV4::new),
        Combinators.combine(bytes(16, 16), ports).as(NodeAddress.IpV6::new),
        bytes(12, 12).map(NodeAddress.TorV2::new),
        Combinators.combine(bytes(35, 35), ports).as(NodeAddress.TorV3::new),
        Combinators.combine(bytes(0, 255), ports).as(NodeAddress.DnsHostname::new));
  }

  private static Arbitrary<List<NodeAddress>> addresses() {
    Arbitrary<Optional<NodeAddress.Unknown>> unknown =
        Combinators.combine(Arbitraries.integers().between(6, 255), bytes(0, 20))
            .as(NodeAddress.Unknown::new)
            .optional();
    return Combinators.combine(address().list().ofMaxSize(4), unknown)
        .as(
            (known, last) -> {
              last.ifPresent(known::add);
              return known;
            });
  }

  private static Arbitrary<QueryShortChannelIds> queries() {
    return Combinators.combine(
            bytes(32, 32).map(BlockHash::new),
            Arbitraries.longs().map(ShortChannelId::new).list().ofMaxSize(20),
            Arbitraries.longs().optional())
        .as(
            (chain, ids, flags) ->
                new QueryShortChannelIds(
                    chain, ids, flags.map(f -> ids.stream().map(id -> f ^ id.value()).toList())));
  }

  private static Arbitrary<ReplyChannelRange> replies() {
    Arbitrary<Long> u32 = Arbitraries.longs().between(0, 0xffffffffL);
    Arbitrary<Optional<ChannelUpdatePair>> pairs =
        Combinators.combine(u32, u32).as(ChannelUpdatePair::new).optional();
    return Combinators.combine(
            bytes(32, 32).map(BlockHash::new),
            u32,
            u32,
            Arbitraries.of(0, 1),
            Arbitraries.longs().map(ShortChannelId::new).list().ofMaxSize(20),
            pairs,
            pairs)
        .as(
            (chain, first, count, complete, ids, timestamps, checksums) ->
                new ReplyChannelRange(
                    chain,
                    first,
                    count,
                    complete,
                    ids,
                    timestamps.map(t -> ids.stream().map(id -> t).toList()),
                    checksums.map(c -> ids.stream().map(id -> c).toList())));
  }
}
