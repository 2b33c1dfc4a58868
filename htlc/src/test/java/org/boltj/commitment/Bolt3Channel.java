package org.boltj.commitment;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.OutPoint;
import org.boltj.base.PaymentHash;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.base.VectorFile;
import org.boltj.crypto.Hash;
import org.boltj.crypto.Secp256k1;
import org.boltj.sign.ChannelSecrets;
import org.boltj.sign.InMemoryChannelSigner;

/** The channel of BOLT 3, Appendices C and F: its keys, HTLCs and constants. */
final class Bolt3Channel {
  private static final JsonNode FILE = VectorFile.read("bolt3-channel.json").get("channel");

  /** The appendices name no secret for it, and no vector depends on it. */
  private static final PrivateKey UNUSED = new PrivateKey(Bytes.fromHex("55".repeat(32)));

  final InMemoryChannelSigner local =
      new InMemoryChannelSigner(
          secrets(
              key("localFundingKey"),
              UNUSED,
              key("localPaymentKey"),
              key("localDelayedPaymentKey")));
  final InMemoryChannelSigner remote =
      new InMemoryChannelSigner(
          secrets(
              key("remoteFundingKey"),
              key("remoteRevocationKey"),
              key("remotePaymentKey"),
              UNUSED));
  final PublicKey perCommitmentPoint = Secp256k1.get().publicKey(key("localPerCommitmentSecret"));
  final Map<PaymentHash, PaymentPreimage> preimages = new HashMap<>();
  private final List<CommitmentHtlc> htlcs = new ArrayList<>();

  Bolt3Channel() {
    for (JsonNode htlc : FILE.get("htlcs")) {
      PaymentPreimage preimage = PaymentPreimage.fromHex(htlc.get("preimage").textValue());
      PaymentHash hash = new PaymentHash(Hash.sha256(preimage.value()));
      preimages.put(hash, preimage);
      htlcs.add(
          new CommitmentHtlc(
              htlc.get("direction").textValue().equals("offered")
                  ? HtlcDirection.OFFERED
                  : HtlcDirection.RECEIVED,
              htlc.get("id").longValue(),
              MilliSatoshi.of(htlc.get("amountMsat").longValue()),
              hash,
              new CltvExpiry(htlc.get("cltvExpiry").longValue())));
    }
  }

  /** The appendices use each side's payment_basepoint as its htlc_basepoint too. */
  private static ChannelSecrets secrets(
      PrivateKey funding, PrivateKey revocation, PrivateKey payment, PrivateKey delayed) {
    return new ChannelSecrets(funding, revocation, payment, delayed, payment, Bytes.zeros(32));
  }

  private static PrivateKey key(String name) {
    return PrivateKey.fromHex(FILE.get(name).textValue());
  }

  static JsonNode expected() {
    return FILE.get("expected");
  }

  /** The commitment of local that a vector describes. */
  CommitmentTx commitment(CommitmentFormat format, JsonNode vector) {
    CommitmentParams params =
        new CommitmentParams(
            format,
            new OutPoint(
                TxId.fromDisplay(FILE.get("fundingTxid").textValue()),
                FILE.get("fundingIndex").longValue()),
            Satoshi.of(FILE.get("capacitySat").longValue()),
            true,
            Satoshi.of(vector.get("dustLimitSat").longValue()),
            FILE.get("toSelfDelay").intValue(),
            local.basepoints(),
            remote.basepoints());
    List<CommitmentHtlc> held = new ArrayList<>();
    vector.get("htlcs").forEach(id -> held.add(htlcs.get(id.intValue())));
    CommitmentSpec spec =
        new CommitmentSpec(
            new FeeratePerKw(vector.get("feeratePerKw").longValue()),
            MilliSatoshi.of(vector.get("toLocalMsat").longValue()),
            MilliSatoshi.of(vector.get("toRemoteMsat").longValue()),
            held);
    return CommitmentTx.build(
        params, FILE.get("commitmentNumber").longValue(), perCommitmentPoint, spec);
  }
}
