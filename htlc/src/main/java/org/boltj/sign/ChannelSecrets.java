package org.boltj.sign;

import java.nio.charset.StandardCharsets;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.codec.WireWriter;
import org.boltj.crypto.Hkdf;
import org.boltj.crypto.Secp256k1;
import org.boltj.keys.ChannelBasepoints;

/**
 * The private keys behind {@link ChannelBasepoints} and the seed of the per-commitment secrets.
 *
 * @param commitmentSeed 32 secret bytes
 */
public record ChannelSecrets(
    PrivateKey funding,
    PrivateKey revocation,
    PrivateKey payment,
    PrivateKey delayedPayment,
    PrivateKey htlc,
    Bytes commitmentSeed) {
  private static final Bytes SALT = ascii("boltj/channel/1");

  public ChannelSecrets {
    commitmentSeed.requireSize(32, "a commitment seed");
  }

  /**
   * The secrets of a channel of a node: HKDF-SHA256 (RFC 5869) with salt {@code boltj/channel/1},
   * the node's seed as key material, and as info the channel's index in eight bytes, big-endian,
   * then one of the names {@code funding}, {@code revocation}, {@code payment}, {@code
   * delayed_payment}, {@code htlc} and {@code commitment_seed}. So all keys come back from the seed
   * and the index.
   *
   * @param nodeSeed 32 secret bytes or more
   * @param channelIndex never used for two channels of one seed
   */
  public static ChannelSecrets derive(Bytes nodeSeed, long channelIndex) {
    Bytes channelKey = Hkdf.extract(SALT, nodeSeed);
    return new ChannelSecrets(
        new PrivateKey(expand(channelKey, channelIndex, "funding")),
        new PrivateKey(expand(channelKey, channelIndex, "revocation")),
        new PrivateKey(expand(channelKey, channelIndex, "payment")),
        new PrivateKey(expand(channelKey, channelIndex, "delayed_payment")),
        new PrivateKey(expand(channelKey, channelIndex, "htlc")),
        expand(channelKey, channelIndex, "commitment_seed"));
  }

  private static Bytes expand(Bytes channelKey, long channelIndex, String name) {
    Bytes index = new WireWriter().u64(channelIndex).toBytes();
    return Hkdf.expand(channelKey, Bytes.concat(index, ascii(name)), 32);
  }

  private static Bytes ascii(String text) {
    return Bytes.wrap(text.getBytes(StandardCharsets.US_ASCII));
  }

  public ChannelBasepoints basepoints() {
    Secp256k1 curve = Secp256k1.get();
    return new ChannelBasepoints(
        curve.publicKey(funding),
        curve.publicKey(revocation),
        curve.publicKey(payment),
        curve.publicKey(delayedPayment),
        curve.publicKey(htlc));
  }

  /** Hides the values: secrets must not reach a log. */
  @Override
  public String toString() {
    return "ChannelSecrets(**)";
  }
}
