package org.boltj.commitment;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.boltj.base.Bytes;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.Signature;
import org.boltj.base.VectorFile;
import org.boltj.tx.DerSignature;
import org.boltj.tx.SigHashType;
import org.boltj.tx.Transaction;
import org.junit.jupiter.api.DynamicTest;

/**
 * What Appendices C and F have in common: each vector is a commitment with its HTLC transactions.
 */
final class CommitmentVectors {
  private static final Bolt3Channel CHANNEL = new Bolt3Channel();

  private CommitmentVectors() {}

  static Stream<DynamicTest> of(String file, CommitmentFormat format) {
    JsonNode vectors = VectorFile.read(file).get("vectors");
    return StreamSupport.stream(vectors.spliterator(), false)
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.get("name").textValue(), () -> check(format, vector)));
  }

  private static void check(CommitmentFormat format, JsonNode vector) {
    CommitmentTx commitment = CHANNEL.commitment(format, vector);
    CommitmentSignatures remote = CHANNEL.remote.signRemoteCommitment(commitment);
    assertThat(der(remote.signature())).isEqualTo(vector.get("remoteSignature").textValue());
    assertThat(commitment.verify(remote)).isEmpty();
    Transaction signed =
        commitment.signed(CHANNEL.local.signLocalCommitment(commitment), remote.signature());
    assertThat(signed.serialize().toHex()).isEqualTo(vector.get("commitmentTx").textValue());
    BitcoinCheck.assertValid(
        signed,
        Map.of(commitment.params().fundingOutPoint(), commitment.params().fundingInput().output()));
    checkFees(commitment, vector);
    checkHtlcTxs(commitment, remote.htlcSignatures(), vector);
  }

  private static void checkFees(CommitmentTx commitment, JsonNode vector) {
    if (vector.has("feeSat")) {
      CommitmentParams params = commitment.params();
      assertThat(commitment.fee().sat()).isEqualTo(vector.get("feeSat").longValue());
      assertThat(
              CommitmentFees.baseFee(params.format(), params.dustLimit(), commitment.spec()).sat())
          .isEqualTo(vector.get("baseFeeSat").longValue());
    }
  }

  private static void checkHtlcTxs(
      CommitmentTx commitment, List<Signature> remoteSignatures, JsonNode vector) {
    List<String> expectedSignatures = new ArrayList<>();
    List<String> expectedTxs = new ArrayList<>();
    for (JsonNode htlcTx : vector.get("htlcTxs")) {
      expectedSignatures.add(htlcTx.get("remoteSignature").textValue());
      expectedTxs.add(htlcTx.get("tx").textValue());
    }
    List<String> txs = new ArrayList<>();
    List<HtlcTx> htlcTxs = commitment.htlcTxs();
    for (int i = 0; i < htlcTxs.size(); i++) {
      HtlcTx htlcTx = htlcTxs.get(i);
      Optional<PaymentPreimage> preimage =
          htlcTx.htlc().direction() == HtlcDirection.RECEIVED
              ? Optional.of(CHANNEL.preimages.get(htlcTx.htlc().paymentHash()))
              : Optional.empty();
      Signature own = CHANNEL.local.signLocalHtlcTx(htlcTx, htlcTx.unsigned());
      Transaction signed = htlcTx.signed(remoteSignatures.get(i), own, preimage);
      txs.add(signed.serialize().toHex());
      BitcoinCheck.assertValid(signed, Map.of(signed.inputs().get(0).outPoint(), htlcTx.spent()));
    }
    assertThat(remoteSignatures.stream().map(CommitmentVectors::der))
        .containsExactlyElementsOf(expectedSignatures);
    assertThat(txs).containsExactlyElementsOf(expectedTxs);
  }

  /** As the appendices write signatures: DER without the sighash byte. */
  private static String der(Signature signature) {
    Bytes encoded = DerSignature.encode(signature, SigHashType.ALL);
    return encoded.slice(0, encoded.size() - 1).toHex();
  }
}
