package org.boltj.gossip.message;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.boltj.gossip.TestKeys.NOW;
import static org.boltj.gossip.TestKeys.key;
import static org.boltj.gossip.TestKeys.signer;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.Features;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.Network;
import org.boltj.base.PublicKey;
import org.boltj.base.ShortChannelId;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.crypto.Hash;
import org.boltj.gossip.TestKeys;
import org.junit.jupiter.api.Test;

/** Signatures cover every byte after them, known or not, and survive decoding. */
class GossipMessagesTest {
  private static final ShortChannelId ID = ShortChannelId.parse("539268x845x1");

  private static Bytes payload(GossipMessage message) {
    return message.encode().slice(2);
  }

  @Test
  void channelAnnouncementIsSignedByAllFourKeys() throws DecodeException {
    ChannelAnnouncement announcement = TestKeys.channel("alice", "bob", ID);
    assertThat(announcement.signaturesValid()).isTrue();
    assertThat(announcement.nodeId1()).isLessThan(announcement.nodeId2());
    assertThat(announcement.signedHash())
        .isEqualTo(Hash.doubleSha256(payload(announcement).slice(256)));
    assertThat(ChannelAnnouncement.decode(new WireReader(payload(announcement))))
        .isEqualTo(announcement);
    for (int at = 0; at < payload(announcement).size(); at += 7) {
      byte[] changed = payload(announcement).toArray();
      changed[at] ^= 1;
      assertThat(isValid(Bytes.of(changed))).as("byte %d changed", at).isFalse();
    }
  }

  private static boolean isValid(Bytes payload) {
    try {
      return ChannelAnnouncement.decode(new WireReader(payload)).signaturesValid();
    } catch (DecodeException e) {
      return false;
    }
  }

  @Test
  void signaturesMayComeInEitherOrder() {
    ChannelAnnouncement one = TestKeys.channel("alice", "bob", ID);
    ChannelAnnouncement other = TestKeys.channel("bob", "alice", ID);
    assertThat(one).isEqualTo(other);
    assertThatThrownBy(
            () -> one.withSignatures(key("carol"), one.nodeSignature1(), one.nodeSignature2()))
        .isInstanceOf(IllegalArgumentException.class);
  }

  @Test
  void unknownFieldsAreSignedAndKept() throws DecodeException {
    ChannelUpdate update = TestKeys.update("alice", "bob", ID, NOW);
    Bytes extended = Bytes.concat(update.witness(), Bytes.fromHex("c90101"));
    Bytes signature = signer("alice").apply(Hash.doubleSha256(extended)).value();
    Bytes payload = Bytes.concat(signature, extended);
    ChannelUpdate decoded = ChannelUpdate.decode(new WireReader(payload));
    assertThat(decoded.signatureValid(key("alice"))).isTrue();
    assertThat(decoded.signatureValid(key("bob"))).isFalse();
    assertThat(payload(decoded)).isEqualTo(payload);
    assertThat(decoded.unknownFields()).isEqualTo(Bytes.fromHex("c90101"));
  }

  @Test
  void featuresThatAreNotMinimalAreKept() throws DecodeException {
    NodeAnnouncement announcement = TestKeys.node("alice", NOW);
    Bytes signed = Bytes.concat(Bytes.fromHex("00020000"), announcement.witness().slice(2));
    Bytes signature = signer("alice").apply(Hash.doubleSha256(signed)).value();
    NodeAnnouncement decoded =
        NodeAnnouncement.decode(new WireReader(Bytes.concat(signature, signed)));
    assertThat(decoded.signatureValid()).isTrue();
    assertThat(decoded.witness()).isEqualTo(signed);
    assertThat(decoded.featureSet()).isEqualTo(Features.EMPTY);
  }

  @Test
  void aKeyOffTheCurveMakesTheSignatureWrong() {
    PublicKey offCurve = PublicKey.fromHex("02" + "ff".repeat(32));
    assertThat(TestKeys.update("alice", "bob", ID, NOW).signatureValid(offCurve)).isFalse();
  }

  @Test
  void channelUpdateFlags() {
    ChannelUpdate.Policy policy = TestKeys.policy(10, 1, 2, 3);
    PublicKey lesser = key("alice").compareTo(key("bob")) < 0 ? key("alice") : key("bob");
    PublicKey greater = lesser.equals(key("alice")) ? key("bob") : key("alice");
    ChannelUpdate from1 =
        ChannelUpdate.unsigned(
            Network.REGTEST.chainHash(), ID, lesser, greater, 1, false, true, policy);
    ChannelUpdate from2 =
        ChannelUpdate.unsigned(
            Network.REGTEST.chainHash(), ID, greater, lesser, 1, true, false, policy);
    assertThat(from1.direction()).isZero();
    assertThat(from1.isDisabled()).isFalse();
    assertThat(from1.dontForward()).isFalse();
    assertThat(from1.messageFlags()).isEqualTo(1);
    assertThat(from2.direction()).isEqualTo(1);
    assertThat(from2.isDisabled()).isTrue();
    assertThat(from2.dontForward()).isTrue();
    assertThat(from2.policy()).isEqualTo(policy);
  }

  @Test
  void feesAreRoundedDown() {
    // BOLT 7, "Routing Example"
    assertThat(TestKeys.policy(20, 200, 2000, 0).fee(MilliSatoshi.of(4_999_999)))
        .isEqualTo(MilliSatoshi.of(10_199));
    assertThat(TestKeys.policy(40, 400, 4000, 0).fee(MilliSatoshi.of(4_999_999)))
        .isEqualTo(MilliSatoshi.of(20_399));
    assertThat(TestKeys.policy(0, 0xffffffffL, 1, 0).fee(MilliSatoshi.MAX_MONEY))
        .isEqualTo(MilliSatoshi.of(0xffffffffL + 2_100_000_000_000L));
    assertThatThrownBy(() -> TestKeys.policy(0, 0, 0xffffffffL, 0).fee(MilliSatoshi.MAX_MONEY))
        .isInstanceOf(ArithmeticException.class);
  }

  @Test
  void addressesOfAllTypes() throws DecodeException {
    List<NodeAddress> addresses =
        List.of(
            NodeAddress.DnsHostname.of("node.example", 9735),
            new NodeAddress.TorV3(Bytes.zeros(35), 9735),
            new NodeAddress.IpV4(Bytes.fromHex("7f000001"), 9735),
            new NodeAddress.IpV6(Bytes.zeros(16), 0));
    NodeAnnouncement announcement =
        NodeAnnouncement.unsigned(
                Features.EMPTY, NOW, key("alice"), Bytes.fromHex("ff00aa"), "alice", addresses)
            .sign(signer("alice"));
    NodeAnnouncement decoded = NodeAnnouncement.decode(new WireReader(payload(announcement)));
    assertThat(decoded).isEqualTo(announcement);
    assertThat(decoded.aliasText()).isEqualTo("alice");
    assertThat(decoded.addresses())
        .extracting(NodeAddress::descriptorType)
        .containsExactly(1, 2, 4, 5);
    assertThat(decoded.usableAddresses())
        .extracting(NodeAddress::descriptorType)
        .containsExactly(1, 4, 5);
  }

  @Test
  void anUnknownAddressTypeEndsTheListButStays() throws DecodeException {
    WireReader in = new WireReader(Bytes.fromHex("06" + "01020304"));
    assertThat(NodeAddress.decode(in))
        .isEqualTo(new NodeAddress.Unknown(6, Bytes.fromHex("01020304")));
    assertThat(in.hasRemaining()).isFalse();
  }

  @Test
  void aTruncatedAddressIsRefused() {
    assertThatThrownBy(() -> NodeAddress.decode(new WireReader(Bytes.fromHex("017f0000"))))
        .isInstanceOf(DecodeException.class);
  }

  @Test
  void moreThanOneHostnameMustNotBeForwarded() {
    NodeAnnouncement announcement =
        NodeAnnouncement.unsigned(
            Features.EMPTY,
            NOW,
            key("alice"),
            Bytes.zeros(3),
            "",
            List.of(
                NodeAddress.DnsHostname.of("a.example", 1),
                NodeAddress.DnsHostname.of("b.example", 2)));
    assertThat(announcement.mustNotForward()).isTrue();
    assertThat(announcement.usableAddresses())
        .containsExactly(NodeAddress.DnsHostname.of("a.example", 1));
  }

  @Test
  void anAliasCannotCarryControlCharacters() {
    NodeAnnouncement announcement =
        NodeAnnouncement.unsigned(
            Features.EMPTY, NOW, key("alice"), Bytes.zeros(3), "a\u001b[2Jb", List.of());
    assertThat(announcement.aliasText()).isEqualTo("a\ufffd[2Jb");
  }
}
