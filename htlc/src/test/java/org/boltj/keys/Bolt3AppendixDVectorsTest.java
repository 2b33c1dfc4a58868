package org.boltj.keys;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.VectorFile;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** BOLT 3, Appendix D: generation and storage of per-commitment secrets. */
@Tag("vectors")
class Bolt3AppendixDVectorsTest {
  private static final JsonNode FILE = VectorFile.read("bolt3-appendix-d.json");

  private static Stream<JsonNode> vectors(String kind) {
    return StreamSupport.stream(FILE.get(kind).spliterator(), false);
  }

  @TestFactory
  Stream<DynamicTest> generation() {
    return vectors("generation")
        .map(
            vector ->
                DynamicTest.dynamicTest(
                    vector.get("name").textValue(),
                    () -> {
                      Bytes seed = Bytes.fromHex(vector.get("seed").textValue());
                      long index = Long.parseLong(vector.get("index").textValue());
                      assertThat(new PerCommitmentSecrets(seed).secretAt(index).value())
                          .hasToString(vector.get("secret").textValue());
                    }));
  }

  @TestFactory
  Stream<DynamicTest> storage() {
    return vectors("storage")
        .map(
            vector ->
                DynamicTest.dynamicTest(vector.get("name").textValue(), () -> insertAll(vector)));
  }

  private static void insertAll(JsonNode vector) {
    ReceivedSecrets secrets = ReceivedSecrets.EMPTY;
    for (JsonNode step : vector.get("steps")) {
      PrivateKey secret = PrivateKey.fromHex(step.get("secret").textValue());
      Optional<ReceivedSecrets> inserted = secrets.insert(step.get("index").longValue(), secret);
      assertThat(inserted.isPresent()).isEqualTo(step.get("accepted").booleanValue());
      secrets = inserted.orElse(secrets);
    }
  }
}
