package org.boltj.codec;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatIllegalArgumentException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.Optional;
import java.util.Set;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;

/** What the writer writes the reader reads, and no bytes make the reader throw anything else. */
class WireCodecTest {
  @Property(tries = 300)
  void numbersGoThereAndBack(@ForAll long value) throws DecodeException {
    Bytes wire =
        new WireWriter()
            .u8((int) (value & 0xff))
            .u16((int) (value & 0xffff))
            .u32(value & 0xffff_ffffL)
            .u64(value)
            .bigSize(value)
            .s8((byte) value)
            .s16((short) value)
            .s32((int) value)
            .s64(value)
            .tu(value)
            .toBytes();
    WireReader in = new WireReader(wire);
    assertThat(in.u8()).isEqualTo((int) (value & 0xff));
    assertThat(in.u16()).isEqualTo((int) (value & 0xffff));
    assertThat(in.u32()).isEqualTo(value & 0xffff_ffffL);
    assertThat(in.u64()).isEqualTo(value);
    assertThat(in.bigSize()).isEqualTo(value);
    assertThat(in.s8()).isEqualTo((byte) value);
    assertThat(in.s16()).isEqualTo((short) value);
    assertThat(in.s32()).isEqualTo((int) value);
    assertThat(in.s64()).isEqualTo(value);
    assertThat(in.tu(8)).isEqualTo(value);
    in.end();
  }

  @Property(tries = 500)
  void anyBytesAreReadOrRefused(@ForAll byte[] wire, @ForAll byte what) {
    WireReader in = new WireReader(Bytes.of(wire));
    try {
      switch (what & 15) {
        case 0 -> in.point();
        case 1 -> in.signature();
        case 2 -> in.channelId();
        case 3 -> in.chainHash();
        case 4 -> in.txId();
        case 5 -> in.shortChannelId();
        case 6 -> in.msat();
        case 7 -> in.msatLimit();
        case 8 -> in.sat();
        case 9 -> in.bytes16();
        case 10 -> in.bigSize();
        case 11 -> in.tu(4);
        case 12 -> in.bytes(what);
        default -> TlvStream.read(in, Set.of());
      }
    } catch (DecodeException refused) {
      assertThat(refused).hasMessageMatching(".+");
    }
  }

  @Example
  void numbersThatDoNotFitAreRefused() {
    WireWriter out = new WireWriter();
    assertThatIllegalArgumentException().isThrownBy(() -> out.u8(256));
    assertThatIllegalArgumentException().isThrownBy(() -> out.u16(-1));
    assertThatIllegalArgumentException().isThrownBy(() -> out.u32(1L << 32));
    assertThatIllegalArgumentException().isThrownBy(() -> out.s8(128));
    assertThatIllegalArgumentException().isThrownBy(() -> out.s16(-32769));
    assertThatIllegalArgumentException().isThrownBy(() -> out.bytes16(Bytes.zeros(65536)));
    assertThat(out.size()).isZero();
  }

  @Example
  void moreThanAllBitcoinIsRefusedAsAnAmountButNotAsALimit() throws DecodeException {
    Bytes most = Bytes.fromHex("1d24b2dfac520000");
    Bytes more = Bytes.fromHex("1d24b2dfac520001");
    assertThat(new WireReader(most).msat()).isEqualTo(MilliSatoshi.MAX_MONEY);
    assertThatThrownBy(() -> new WireReader(more).msat()).isInstanceOf(DecodeException.class);
    assertThatThrownBy(() -> new WireReader(Bytes.fromHex("ff".repeat(8))).msat())
        .isInstanceOf(DecodeException.class);
    assertThat(new WireReader(more).msatLimit()).isEqualTo(MilliSatoshi.MAX_MONEY);
  }

  @Example
  void leftOverBytesAreRefused() {
    WireReader in = new WireReader(Bytes.zeros(1));
    assertThatThrownBy(in::end).isInstanceOf(DecodeException.class);
  }

  @Example
  void theBuilderPutsRecordsInOrderAndTheStreamRefusesDisorder() {
    TlvStream stream =
        TlvStream.builder()
            .put(-1, Bytes.zeros(1))
            .put(3, Optional.of(Bytes.EMPTY))
            .put(5, Optional.empty())
            .put(1, Bytes.zeros(2))
            .build();
    assertThat(stream.records()).extracting(TlvRecord::type).containsExactly(1L, 3L, -1L);
    assertThat(stream.get(1)).contains(Bytes.zeros(2));
    assertThat(stream.get(5)).isEmpty();
    assertThatIllegalArgumentException()
        .isThrownBy(() -> TlvStream.builder().put(1, Bytes.EMPTY).put(1, Bytes.EMPTY).build());
  }
}
