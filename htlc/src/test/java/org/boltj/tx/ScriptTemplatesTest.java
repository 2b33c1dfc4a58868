package org.boltj.tx;

import static org.assertj.core.api.Assertions.assertThat;

import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Scripts of shutdown, dust thresholds and addresses. */
class ScriptTemplatesTest {
  @ParameterizedTest
  @CsvSource({
    "0014, 20, true, true, true",
    "0020, 32, true, true, true",
    "0013, 19, false, false, false",
    "5120, 32, false, true, true",
    "5102, 2, false, true, true",
    "6028, 40, false, true, true",
    "6029, 41, false, false, false",
    "5101, 1, false, false, false",
    "6120, 32, false, false, false",
    "5120, 31, false, false, false",
    "6a06, 6, false, false, true",
    "6a4b, 75, false, false, true",
    "6a05, 5, false, false, false",
    "6a06, 7, false, false, false",
    "6a4c4c, 76, false, false, true",
    "6a4c50, 80, false, false, true",
    "6a4c51, 81, false, false, false",
    "6a4c4b, 75, false, false, false",
    "6a, 0, false, false, false",
    "a914, 20, false, false, false",
  })
  void shutdownScripts(
      String start, int size, boolean always, boolean anySegwit, boolean simpleClose) {
    Bytes script = Bytes.concat(Bytes.fromHex(start), Bytes.zeros(size));
    assertThat(ScriptTemplates.isStandardShutdownScript(script, false)).isEqualTo(always);
    assertThat(ScriptTemplates.isStandardShutdownScript(script, true)).isEqualTo(anySegwit);
    assertThat(ScriptTemplates.isStandardShutdownScript(script, true, true)).isEqualTo(simpleClose);
    assertThat(ScriptTemplates.isStandardShutdownScript(Bytes.EMPTY, true, true)).isFalse();
  }

  @Test
  void dustThresholdsOfBolt3() {
    assertThat(ScriptTemplates.dustThreshold(ScriptTemplates.p2pkh(Bytes.zeros(20))))
        .isEqualTo(Satoshi.of(546));
    assertThat(ScriptTemplates.dustThreshold(ScriptTemplates.p2sh(Bytes.zeros(20))))
        .isEqualTo(Satoshi.of(540));
    assertThat(ScriptTemplates.dustThreshold(witness(0, 20))).isEqualTo(Satoshi.of(294));
    assertThat(ScriptTemplates.dustThreshold(witness(0, 32))).isEqualTo(Satoshi.of(330));
    assertThat(ScriptTemplates.dustThreshold(witness(1, 32))).isEqualTo(Satoshi.of(354));
    assertThat(ScriptTemplates.dustThreshold(Bytes.fromHex("51024e73"))).isEqualTo(Satoshi.of(240));
    assertThat(ScriptTemplates.dustThreshold(Bytes.fromHex("6a00"))).isEqualTo(Satoshi.ZERO);
  }

  private static Bytes witness(int version, int size) {
    return ScriptTemplates.witnessProgram(version, Bytes.zeros(size));
  }

  @ParameterizedTest
  @CsvSource({
    // BOLT 3, Appendix G
    "REGTEST, bcrt1q99ae9s3czclgyzuzfpsggc6tfprts63uvkxc0wfcgxfwd04f3mzs3asq6l,"
        + "0020297b92c238163e820b82486084634b4846b86a3c658d87b9384192e6bea98ec5",
    "REGTEST, bcrt1qrjsue2y9twkkhs022smwmkx07y9hu3ytshgjmj,"
        + "00141ca1cca8855bad6bc1ea5436edd8cff10b7e448b",
    "REGTEST, 2MtpN8zCxTp8AWSg7VBjBX7vU6x73bVCKP8,"
        + "a914113ca7e584fe1575b6fc39abae991529f66eda5887",
    // BIP 350
    "MAINNET, bc1p0xlxvlhemja6c4dqv22uapctqupfhlxm9h8z3k2e72q4k9hcz7vqzk5jj0,"
        + "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
    "TESTNET, tb1q0sqzfp3zj42u0perxr6jahhu4y03uw4dypk6sc,"
        + "00147c002486229555c7872330f52edefca91f1e3aad",
  })
  void addressesAndTheirScripts(Network network, String address, String script) {
    assertThat(Addresses.toScriptPubKey(address, network)).contains(Bytes.fromHex(script));
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "0014751e76e8199196d454941c45d1b3a323f1433bd6",
        "0020297b92c238163e820b82486084634b4846b86a3c658d87b9384192e6bea98ec5",
        "512079be667ef9dcbbac55a06295ce870b07029bfcdb2dce28d959f2815b16f81798",
        "76a914751e76e8199196d454941c45d1b3a323f1433bd688ac",
        "a914751e76e8199196d454941c45d1b3a323f1433bd687"
      })
  void scriptsKeepTheirAddressOnEveryNetwork(String hex) {
    Bytes script = Bytes.fromHex(hex);
    for (Network network : Network.values()) {
      String address = Addresses.fromScriptPubKey(script, network).orElseThrow();
      assertThat(Addresses.toScriptPubKey(address, network)).contains(script);
      Network other = network == Network.MAINNET ? Network.REGTEST : Network.MAINNET;
      assertThat(Addresses.toScriptPubKey(address, other)).isEmpty();
    }
  }

  @Test
  void whatIsNoAddress() {
    assertThat(Addresses.fromScriptPubKey(Bytes.fromHex("6a00"), Network.MAINNET)).isEmpty();
    assertThat(Addresses.fromScriptPubKey(Bytes.fromHex("51024e73"), Network.MAINNET)).isEmpty();
    assertThat(Addresses.toScriptPubKey("", Network.MAINNET)).isEmpty();
    assertThat(Addresses.toScriptPubKey("bc1qqqqq", Network.MAINNET)).isEmpty();
    assertThat(Addresses.toScriptPubKey("hello world", Network.REGTEST)).isEmpty();
  }

  @Test
  void numbersHaveTheirShortestForm() {
    assertThat(new ScriptBuilder().number(0).build()).hasToString("00");
    assertThat(new ScriptBuilder().number(1).build()).hasToString("51");
    assertThat(new ScriptBuilder().number(16).build()).hasToString("60");
    assertThat(new ScriptBuilder().number(17).build()).hasToString("0111");
    assertThat(new ScriptBuilder().number(127).build()).hasToString("017f");
    assertThat(new ScriptBuilder().number(128).build()).hasToString("028000");
    assertThat(new ScriptBuilder().number(144).build()).hasToString("029000");
    assertThat(new ScriptBuilder().number(65535).build()).hasToString("03ffff00");
    assertThat(new ScriptBuilder().number(499_999_999).build()).hasToString("04ff64cd1d");
    assertThat(new ScriptBuilder().push(Bytes.zeros(76)).build().slice(0, 2)).hasToString("4c4c");
    assertThat(new ScriptBuilder().push(Bytes.zeros(256)).build().slice(0, 3))
        .hasToString("4d0001");
  }
}
