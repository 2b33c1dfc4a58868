package org.boltj.backup;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.OutPoint;
import org.boltj.base.Satoshi;
import org.boltj.base.TxId;
import org.boltj.channel.DataLoss;
import org.boltj.commitment.AnchorsZeroFeeHtlc;
import org.boltj.sign.ChannelSecrets;
import org.boltj.sign.InMemoryNodeSigner;
import org.junit.jupiter.api.Test;

/** A channel restored from a backup says by its error that nothing of it may be published. */
class LostChannelTest {
  private static final Bytes OURS = Bytes.fromHex("07".repeat(32));
  private static final Bytes PEERS = Bytes.fromHex("08".repeat(32));

  @Test
  void asksThePeerToCloseInTheWordsThatForbidOurs() {
    ChannelBackup backup =
        new ChannelBackup(
            InMemoryNodeSigner.ofSeed(PEERS).nodeId(),
            Optional.empty(),
            1,
            true,
            new AnchorsZeroFeeHtlc().channelType(),
            new OutPoint(new TxId(PEERS), 0),
            Satoshi.of(1_000_000),
            ChannelSecrets.derive(PEERS, 1).basepoints(),
            144,
            144,
            800_000,
            3,
            3);
    DataLoss lost =
        LostChannel.of(
            backup,
            InMemoryNodeSigner.ofSeed(OURS).nodeId(),
            ChannelSecrets.derive(OURS, 1).basepoints());
    assertThat(lost.error()).isEqualTo(DataLoss.pleaseClose(lost.channelId()));
  }
}
