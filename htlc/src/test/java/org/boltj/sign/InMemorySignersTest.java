package org.boltj.sign;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.Signature;
import org.boltj.crypto.Secp256k1;
import org.boltj.keys.ChannelBasepoints;
import org.junit.jupiter.api.Test;

/** Keys come back from a seed, today and in every later version. */
class InMemorySignersTest {
  private static final Bytes SEED = Bytes.fromHex("01".repeat(32));
  private static final Bytes HASH = Bytes.fromHex("02".repeat(32));

  @Test
  void nodeSignsWithItsId() {
    NodeSigner signer = InMemoryNodeSigner.ofSeed(SEED);
    assertThat(Secp256k1.get().verify(signer.signGossip(HASH), HASH, signer.nodeId())).isTrue();
    assertThat(Secp256k1.get().recover(signer.signInvoice(HASH), HASH)).contains(signer.nodeId());
    Bytes xOnly = signer.nodeId().value().slice(1);
    assertThat(Secp256k1.get().verifySchnorr(signer.signBolt12(HASH), HASH, xOnly)).isTrue();
    NodeSigner other = new InMemoryNodeSigner(PrivateKey.fromHex("03".repeat(32)));
    assertThat(signer.ecdh(other.nodeId())).isEqualTo(other.ecdh(signer.nodeId()));
  }

  @Test
  void announcementsAreSignedWithTheFundingKey() {
    ChannelSigner signer = new InMemoryChannelSigner(ChannelSecrets.derive(SEED, 0));
    Signature signature = signer.signAnnouncement(HASH);
    assertThat(Secp256k1.get().verify(signature, HASH, signer.basepoints().fundingPubkey()))
        .isTrue();
  }

  @Test
  void secretsBelongToTheirPoints() {
    ChannelSigner signer = new InMemoryChannelSigner(ChannelSecrets.derive(SEED, 0));
    for (long number : new long[] {0, 1, 1000, (1L << 48) - 1}) {
      assertThat(Secp256k1.get().publicKey(signer.releaseSecret(number)))
          .isEqualTo(signer.perCommitmentPoint(number));
    }
  }

  @Test
  void channelsAndNodesShareNoKey() {
    Set<Object> keys = new HashSet<>();
    keys.add(InMemoryNodeSigner.ofSeed(SEED).nodeId());
    for (long index : new long[] {0, 1, 256, -1}) {
      ChannelSigner signer = new InMemoryChannelSigner(ChannelSecrets.derive(SEED, index));
      ChannelBasepoints points = signer.basepoints();
      assertThat(points.isValid()).isTrue();
      keys.add(points.fundingPubkey());
      keys.add(points.revocationBasepoint());
      keys.add(points.paymentBasepoint());
      keys.add(points.delayedPaymentBasepoint());
      keys.add(points.htlcBasepoint());
      keys.add(signer.perCommitmentPoint(0));
    }
    assertThat(keys).hasSize(1 + 4 * 6);
    assertThat(ChannelSecrets.derive(SEED, 0)).hasToString("ChannelSecrets(**)");
  }

  @Test
  void derivationNeverChanges() {
    ChannelSigner signer = new InMemoryChannelSigner(ChannelSecrets.derive(SEED, 5));
    assertThat(InMemoryNodeSigner.ofSeed(SEED).nodeId())
        .hasToString("036d2e20c88bc6b2292b7186496bb40942aad28d9de9f15b1d83f895163f237053");
    assertThat(signer.basepoints().fundingPubkey())
        .hasToString("025a798cafacdadb42e3ade9b781aae627a176b7159852805ba4bb44e523edea85");
    assertThat(signer.basepoints().revocationBasepoint())
        .hasToString("037fa7c24544fc6cc1dc61700704c1090e03d740a5fbff3ada03c8b4676fcac754");
    assertThat(signer.basepoints().paymentBasepoint())
        .hasToString("02d42433d7eb894b93a4887eeb1b79e899bafb7ec525ea274eae98fb64e6534c41");
    assertThat(signer.basepoints().delayedPaymentBasepoint())
        .hasToString("03e4b2a0c8da9e4e7a62f4d828bd39ff700614887073ce8a9bcf5b2d60d83a656f");
    assertThat(signer.basepoints().htlcBasepoint())
        .hasToString("0392807ec18c9d8eb1986a0e1aa320888c234f6a5c2358c52839ff27f3c1c60964");
    assertThat(signer.perCommitmentPoint(0))
        .hasToString("02395d9f3ac74513ca9e8e4eaf7ad13282810b5852cc653ffd6f929e185f800206");
  }
}
