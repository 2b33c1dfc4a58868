package org.boltj.base;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;

import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

/** Identifiers print and parse as the BOLTs show them, and secrets do not print. */
class IdentifiersTest {
  @Property(tries = 200)
  void shortChannelIdsGoThereAndBack(
      @ForAll @IntRange(max = 0xffffff) int block,
      @ForAll @IntRange(max = 0xffffff) int tx,
      @ForAll @IntRange(max = 0xffff) int output) {
    ShortChannelId id = ShortChannelId.of(block, tx, output);
    assertThat(id.blockHeight()).isEqualTo(block);
    assertThat(id.txIndex()).isEqualTo(tx);
    assertThat(id.outputIndex()).isEqualTo(output);
    assertThat(ShortChannelId.parse(id.toString())).isEqualTo(id);
  }

  @Example
  void shortChannelIdsAreOrderedByBlockWithoutSign() {
    assertThat(ShortChannelId.of(0xffffff, 0, 0)).isGreaterThan(ShortChannelId.of(1, 0, 0));
    assertThat(ShortChannelId.of(539268, 845, 1)).hasToString("539268x845x1");
    for (String wrong : new String[] {"", "1x2", "1x2x3x4", "axbxc", "16777216x0x0", "-1x0x0"}) {
      assertThatIllegalArgumentException().isThrownBy(() -> ShortChannelId.parse(wrong));
    }
  }

  @Example
  void aChannelIdIsTheTxidWithTheIndexInItsLastTwoBytes() {
    TxId txid = TxId.fromHex("ff".repeat(32));
    assertThat(new OutPoint(txid, 0x0102).toChannelId().toString())
        .isEqualTo("ff".repeat(30) + "fefd");
    assertThat(new OutPoint(txid, 0).toChannelId().value()).isEqualTo(txid.value());
  }

  @Example
  void aTransactionIdIsDisplayedLastByteFirst() {
    TxId txid = TxId.fromHex("01" + "00".repeat(31));
    assertThat(txid).hasToString("00".repeat(31) + "01");
    assertThat(TxId.fromDisplay(txid.toString())).isEqualTo(txid);
  }

  @Example
  void secretsDoNotPrintAndCompareByValue() {
    String hex = "07".repeat(32);
    assertThat(PrivateKey.fromHex(hex).toString()).doesNotContain("07");
    assertThat(PaymentPreimage.fromHex(hex).toString()).doesNotContain("07");
    assertThat(PaymentSecret.fromHex(hex).toString()).doesNotContain("07");
    assertThat(PrivateKey.fromHex(hex)).isEqualTo(PrivateKey.fromHex(hex));
    assertThat(PrivateKey.fromHex(hex)).isNotEqualTo(PrivateKey.fromHex("08".repeat(32)));
  }

  @Example
  void aPublicKeyIsCompressed() {
    assertThatIllegalArgumentException()
        .isThrownBy(() -> PublicKey.fromHex("04" + "11".repeat(32)));
  }
}
