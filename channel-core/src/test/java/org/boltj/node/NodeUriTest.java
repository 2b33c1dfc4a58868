package org.boltj.node;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import org.boltj.base.PublicKey;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** An address of a node is read in one form; the error for any other shows it. */
class NodeUriTest {
  /** The generator of secp256k1. */
  private static final String ID =
      "0279be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798";

  @ParameterizedTest
  @CsvSource({
    "node.example:1, node.example, 1",
    "node.example, node.example, 9735",
    "127.0.0.1:65535, 127.0.0.1, 65535",
    "[::1]:19735, ::1, 19735",
    "[2001:db8::1], 2001:db8::1, 9735"
  })
  void hostAndPortAreRead(String address, String host, int port) {
    NodeUri expected = new NodeUri(PublicKey.fromHex(ID), host, port);

    assertThat(NodeUri.parse(ID + "@" + address)).isEqualTo(expected);
    assertThat(NodeUri.parse(" \t" + ID.toUpperCase(java.util.Locale.ROOT) + "@" + address + "\n"))
        .isEqualTo(expected);
    assertThat(NodeUri.parse(expected.toString())).isEqualTo(expected);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        ":1",
        "::1",
        "host:",
        "host:abc",
        "host:+1",
        "host:-1",
        "host:0",
        "host:65536",
        "host:999999",
        "2001:db8::1",
        "[::1",
        "::1]:1",
        "[]:1",
        "a b:1",
        "a@b:1",
        "[::1]x:1"
      })
  void anotherAddressIsRefused(String address) {
    assertRefused(ID + "@" + address);
  }

  @Test
  void whatIsNoNodeIdIsRefused() {
    assertRefused("");
    assertRefused(ID);
    assertRefused("@host:1");
    assertRefused(ID.substring(2) + "@host:1");
    assertRefused("zz" + ID.substring(2) + "@host:1");
    assertRefused("04" + ID.substring(2) + "@host:1");
    assertRefused("02" + "00".repeat(32) + "@host:1");
    assertRefused(ID + " @host:1");
  }

  private static void assertRefused(String text) {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> NodeUri.parse(text))
        .withMessageContaining("<66 hex digits>@host[:port]")
        .withMessageContaining("\"" + text + "\"")
        .withNoCause();
  }
}
