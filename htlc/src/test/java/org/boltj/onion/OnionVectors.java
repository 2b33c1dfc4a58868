package org.boltj.onion;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.stream.StreamSupport;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.VectorFile;

/** A node of a file with published figures about onions. */
record OnionVectors(JsonNode node) {
  static OnionVectors load(String name) {
    return new OnionVectors(VectorFile.read(name));
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

  List<OnionVectors> hops() {
    return StreamSupport.stream(node.required("hops").spliterator(), false)
        .map(OnionVectors::new)
        .toList();
  }
}
