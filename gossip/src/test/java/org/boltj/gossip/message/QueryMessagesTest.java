package org.boltj.gossip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Optional;
import org.boltj.base.BlockHash;
import org.boltj.base.Bytes;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.junit.jupiter.api.Test;

/** The bytes of query messages, put together by hand from the tables of BOLT 7. */
class QueryMessagesTest {
  private static final BlockHash CHAIN = BlockHash.fromHex("0f".repeat(32));
  private static final ShortChannelId ID = ShortChannelId.parse("1x2x3");
  private static final String ID_HEX = "0000010000020003";

  @Test
  void queryShortChannelIds() throws DecodeException {
    String plain = "0f".repeat(32) + "0009" + "00" + ID_HEX;
    assertThat(QueryShortChannelIds.decode(reader(plain)).flagsOf(0)).isEqualTo(31);
    QueryShortChannelIds query =
        new QueryShortChannelIds(CHAIN, List.of(ID, ID), Optional.of(List.of(1L, 300L)));
    String hex =
        "0f".repeat(32) + "0011" + "00" + ID_HEX + ID_HEX + "0105" + "00" + "01" + "fd012c";
    assertThat(query.encode().slice(2).toHex()).isEqualTo(hex);
    assertThat(QueryShortChannelIds.decode(reader(hex))).isEqualTo(query);
  }

  @Test
  void zlibAndBrokenArraysAreRefused() {
    assertRefused("0f".repeat(32) + "0009" + "01" + ID_HEX);
    assertRefused("0f".repeat(32) + "0000");
    assertRefused("0f".repeat(32) + "0008" + "00" + ID_HEX.substring(2));
    assertRefused("0f".repeat(32) + "0009" + "00" + ID_HEX + "0103" + "00" + "01" + "01");
    assertRefused("0f".repeat(32) + "0009" + "00" + ID_HEX + "0102" + "01" + "01");
  }

  private static void assertRefused(String hex) {
    assertThatThrownBy(() -> QueryShortChannelIds.decode(reader(hex)))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void channelRange() throws DecodeException {
    QueryChannelRange query = new QueryChannelRange(CHAIN, 100, 0xffffffffL, Optional.of(3L));
    String hex = "0f".repeat(32) + "00000064" + "ffffffff" + "0101" + "03";
    assertThat(query.encode().slice(2).toHex()).isEqualTo(hex);
    assertThat(QueryChannelRange.decode(reader(hex))).isEqualTo(query);
    assertThat(query.endBlocknum()).isEqualTo(100 + 0xffffffffL);
    assertThat(query.wantsTimestamps()).isTrue();
    assertThat(query.wantsChecksums()).isTrue();
  }

  @Test
  void replyChannelRange() throws DecodeException {
    ReplyChannelRange reply =
        new ReplyChannelRange(
            CHAIN,
            1,
            2,
            1,
            List.of(ID),
            Optional.of(List.of(new ChannelUpdatePair(5, 6))),
            Optional.of(List.of(new ChannelUpdatePair(7, 8))));
    String hex =
        "0f".repeat(32)
            + "00000001"
            + "00000002"
            + "01"
            + "0009"
            + "00"
            + ID_HEX
            + "0109"
            + "00"
            + "0000000500000006"
            + "0308"
            + "0000000700000008";
    assertThat(reply.encode().slice(2).toHex()).isEqualTo(hex);
    assertThat(ReplyChannelRange.decode(reader(hex))).isEqualTo(reply);
  }

  @Test
  void aFilterNamesARangeOfTimes() {
    GossipTimestampFilter filter = new GossipTimestampFilter(CHAIN, 10, 5);
    assertThat(filter.wants(9)).isFalse();
    assertThat(filter.wants(10)).isTrue();
    assertThat(filter.wants(14)).isTrue();
    assertThat(filter.wants(15)).isFalse();
    assertThat(GossipTimestampFilter.none(CHAIN).wants(0xffffffffL)).isFalse();
  }

  private static WireReader reader(String hex) {
    return new WireReader(Bytes.fromHex(hex));
  }
}
