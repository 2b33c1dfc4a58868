package org.boltj.backup;

import static java.nio.charset.StandardCharsets.UTF_8;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.backup.ChannelBackup.PeerAddress;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.OutPoint;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.commitment.CommitmentFormat;
import org.boltj.keys.ChannelBasepoints;

/** A backup as bytes, big-endian; a version stands first. */
final class StaticBackupCodec {
  static final int VERSION = 1;

  private StaticBackupCodec() {}

  static Bytes encode(StaticBackup backup) {
    WireWriter out =
        new WireWriter()
            .u8(VERSION)
            .chainHash(backup.chainHash())
            .u64(backup.number())
            .u32(backup.channels().size());
    backup.channels().forEach(channel -> encode(channel, out));
    return out.toBytes();
  }

  private static void encode(ChannelBackup channel, WireWriter out) {
    out.point(channel.peer())
        .bytes16(channel.address().map(PeerAddress::encodedHost).orElse(Bytes.EMPTY))
        .u16(channel.address().map(PeerAddress::port).orElse(0))
        .u64(channel.keyIndex())
        .u8(channel.localIsOpener() ? 1 : 0)
        .bytes16(channel.channelType().encode())
        .txId(channel.funding().txid())
        .u32(channel.funding().index())
        .sat(channel.capacity());
    ChannelBasepoints remote = channel.remoteBasepoints();
    out.point(remote.fundingPubkey())
        .point(remote.revocationBasepoint())
        .point(remote.paymentBasepoint())
        .point(remote.delayedPaymentBasepoint())
        .point(remote.htlcBasepoint());
    out.u16(channel.localToSelfDelay())
        .u16(channel.remoteToSelfDelay())
        .u32(channel.scanFrom())
        .u64(channel.localNumber())
        .u64(channel.remoteNumber());
  }

  /** Reads a backup; zeros may follow it. */
  static StaticBackup decode(Bytes encoded) throws DecodeException {
    WireReader in = new WireReader(encoded);
    int version = in.u8();
    if (version != VERSION) {
      throw new DecodeException("version " + version + " of a backup");
    }
    BlockHash chainHash = in.chainHash();
    long number = in.u64();
    long count = in.u32();
    List<ChannelBackup> channels = new ArrayList<>();
    for (long i = 0; i < count; i++) {
      channels.add(channel(in));
    }
    return new StaticBackup(chainHash, number, channels);
  }

  private static ChannelBackup channel(WireReader in) throws DecodeException {
    PublicKey peer = in.point();
    Bytes host = in.bytes16();
    int port = in.u16();
    long keyIndex = in.u64();
    boolean localIsOpener = in.u8() != 0;
    Features channelType = Features.decode(in.bytes16());
    if (CommitmentFormat.ofChannelType(channelType).isEmpty()) {
      throw new DecodeException("channel type " + channelType + " is not known");
    }
    OutPoint funding = new OutPoint(in.txId(), in.u32());
    return new ChannelBackup(
        peer,
        host.isEmpty()
            ? Optional.empty()
            : Optional.of(new PeerAddress(new String(host.toArray(), UTF_8), port)),
        keyIndex,
        localIsOpener,
        channelType,
        funding,
        in.sat(),
        basepoints(in),
        in.u16(),
        in.u16(),
        height(in),
        number(in),
        number(in));
  }

  private static ChannelBasepoints basepoints(WireReader in) throws DecodeException {
    ChannelBasepoints basepoints =
        new ChannelBasepoints(in.point(), in.point(), in.point(), in.point(), in.point());
    if (!basepoints.isValid()) {
      throw new DecodeException("a basepoint is not on the curve");
    }
    return basepoints;
  }

  private static int height(WireReader in) throws DecodeException {
    long height = in.u32();
    if (height > Integer.MAX_VALUE) {
      throw new DecodeException("height " + height);
    }
    return (int) height;
  }

  private static long number(WireReader in) throws DecodeException {
    long number = in.u64();
    if (number < 0 || number >= 1L << 48) {
      throw new DecodeException("commitment number " + Long.toUnsignedString(number));
    }
    return number;
  }
}
