package org.boltj.onion;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.List;
import java.util.Objects;
import java.util.stream.StreamSupport;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;

/** Published figures, from a resource file beside the tests. */
record VectorFile(JsonNode node) {
  static VectorFile load(String name) {
    try (InputStream in = VectorFile.class.getResourceAsStream(name)) {
      return new VectorFile(new ObjectMapper().readTree(Objects.requireNonNull(in, name)));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  Bytes bytes(String field) {
    return Bytes.fromHex(node.required(field).asText());
  }

  boolean has(String field) {
    return node.has(field);
  }

  int number(String field) {
    return node.required(field).asInt();
  }

  PublicKey publicKey(String field) {
    return new PublicKey(bytes(field));
  }

  PrivateKey privateKey(String field) {
    return new PrivateKey(bytes(field));
  }

  SharedSecret sharedSecret() {
    return new SharedSecret(bytes("sharedSecret"));
  }

  List<VectorFile> hops() {
    return StreamSupport.stream(node.required("hops").spliterator(), false)
        .map(VectorFile::new)
        .toList();
  }
}
