package org.boltj.onion;

import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.DynamicTest.dynamicTest;

import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.codec.DecodeException;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.TestFactory;

/** The onions of BOLT 4, plain and through a blinded path: built once, peeled by each hop. */
@Tag("vectors")
class Bolt4OnionVectorsTest {
  @TestFactory
  List<DynamicTest> plain() throws DecodeException {
    OnionVectors file = OnionVectors.load("bolt4-onion.json");
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(dynamicTest("build", () -> assertBuilds(file)));
    Bytes onion = file.bytes("onion");
    int last = file.hops().size() - 1;
    for (int i = 0; i <= last; i++) {
      OnionVectors hop = file.hops().get(i);
      Bytes seen = onion;
      boolean isLast = i == last;
      tests.add(dynamicTest("hop " + i, () -> assertPeels(file, hop, seen, isLast)));
      if (peel(file, hop, seen) instanceof PeeledOnion.Forward forward) {
        onion = forward.nextPacket().encode();
      }
    }
    return tests;
  }

  @TestFactory
  List<DynamicTest> blinded() {
    OnionVectors file = OnionVectors.load("bolt4-blinded-onion.json");
    List<DynamicTest> tests = new ArrayList<>();
    tests.add(dynamicTest("build", () -> assertBuilds(file)));
    int last = file.hops().size() - 1;
    for (int i = 0; i <= last; i++) {
      OnionVectors hop = file.hops().get(i);
      boolean isLast = i == last;
      tests.add(dynamicTest("hop " + i, () -> assertPeels(file, hop, hop.bytes("onion"), isLast)));
    }
    for (int i = 0; i < last; i++) {
      OnionVectors hop = file.hops().get(i);
      Bytes next = file.hops().get(i + 1).bytes("onion");
      tests.add(
          dynamicTest(
              "onion after hop " + i,
              () ->
                  assertThat(peel(file, hop, hop.bytes("onion")))
                      .isInstanceOfSatisfying(
                          PeeledOnion.Forward.class,
                          f -> assertThat(f.nextPacket().encode()).isEqualTo(next))));
    }
    return tests;
  }

  private static void assertBuilds(OnionVectors file) {
    List<OnionHop> hops =
        file.hops().stream()
            .map(h -> new OnionHop(h.publicKey("nodeId"), h.bytes("payload")))
            .toList();
    BuiltOnion built =
        Sphinx.build(file.privateKey("sessionKey"), hops, file.bytes("associatedData"));
    assertThat(built.packet().encode()).isEqualTo(file.bytes("onion"));
  }

  private static void assertPeels(OnionVectors file, OnionVectors hop, Bytes onion, boolean isLast)
      throws DecodeException {
    PeeledOnion peeled = peel(file, hop, onion);
    if (isLast) {
      assertThat(peeled)
          .isInstanceOfSatisfying(
              PeeledOnion.Final.class,
              f -> assertThat(f.payload()).isEqualTo(hop.bytes("payload")));
    } else {
      assertThat(peeled)
          .isInstanceOfSatisfying(
              PeeledOnion.Forward.class,
              f -> assertThat(f.payload()).isEqualTo(hop.bytes("payload")));
    }
  }

  private static PeeledOnion peel(OnionVectors file, OnionVectors hop, Bytes onion)
      throws DecodeException {
    Optional<PublicKey> pathKey =
        hop.has("pathKey") ? Optional.of(hop.publicKey("pathKey")) : Optional.empty();
    return Sphinx.peel(
        OnionEcdh.of(hop.privateKey("nodeKey")),
        file.bytes("associatedData"),
        OnionPacket.decode(onion),
        pathKey);
  }
}
