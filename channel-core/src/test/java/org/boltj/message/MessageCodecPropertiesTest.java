package org.boltj.message;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.Example;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import net.jqwik.api.ShrinkingMode;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireMessage;

/**
 * Every message survives its own encoding, and no bytes make the codec fail in an unexpected way.
 */
class MessageCodecPropertiesTest {
  @Provide
  Arbitrary<WireMessage> messages() {
    return MessageArbitraries.any();
  }

  @Example
  void everyTypeInTheTableHasAGenerator() throws ReflectiveOperationException {
    Set<Integer> generated = new TreeSet<>();
    for (Class<? extends WireMessage> message : MessageArbitraries.MESSAGES) {
      int type = message.getField("TYPE").getInt(null);
      assertThat(MessageArbitraries.of(message).sample().type()).isEqualTo(type);
      generated.add(type);
    }
    assertThat(generated).isEqualTo(new TreeSet<>(MessageCodec.knownTypes()));
  }

  @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
  void decodingGivesBackWhatWasEncoded(@ForAll("messages") WireMessage message)
      throws DecodeException {
    Bytes encoded = message.encode();
    WireMessage decoded = MessageCodec.decode(encoded);
    assertThat(decoded).isEqualTo(message);
    assertThat(decoded.encode()).isEqualTo(encoded);
  }

  @Property(tries = 600, shrinking = ShrinkingMode.OFF)
  void aMessageCutOffAnywhereGivesAMessageOrADecodeException(
      @ForAll("messages") WireMessage message) {
    Bytes encoded = message.encode();
    for (int size = 0; size < encoded.size(); size++) {
      decodeOrRefuse(encoded.slice(0, size));
    }
  }

  @Property(tries = 2000, shrinking = ShrinkingMode.OFF)
  void aMessageWithAChangedByteGivesAMessageOrADecodeException(
      @ForAll("messages") WireMessage message, @ForAll int at, @ForAll byte value) {
    byte[] changed = message.encode().toArray();
    changed[Math.floorMod(at, changed.length)] = value;
    decodeOrRefuse(Bytes.of(changed));
  }

  @Provide
  Arbitrary<Bytes> typeAndRandomBytes() {
    return Combinators.combine(
            Arbitraries.of(MessageCodec.knownTypes()), MessageArbitraries.bytes(0, 600))
        .as(
            (type, payload) ->
                Bytes.concat(Bytes.of((byte) (type >> 8), type.byteValue()), payload));
  }

  @Property(tries = 5000, shrinking = ShrinkingMode.OFF)
  void randomBytesGiveAMessageOrADecodeException(@ForAll("typeAndRandomBytes") Bytes bytes) {
    decodeOrRefuse(bytes);
  }

  @Property(tries = 500, shrinking = ShrinkingMode.OFF)
  void unknownOddRecordsAreDroppedFromMessagesThatAreNotSigned(
      @ForAll("messages") WireMessage message) throws DecodeException {
    if (MessageCodec.isGossip(message.type())) {
      return;
    }
    Bytes longer = Bytes.concat(message.encode(), Bytes.fromHex("fe7fffffff021234"));
    assertThat(MessageCodec.decode(longer)).isEqualTo(message);
    Bytes refused = Bytes.concat(message.encode(), Bytes.fromHex("fe7ffffffe00"));
    assertThat(decodeOrRefuse(refused)).isFalse();
  }

  /** Whether it decoded; anything but a message or a DecodeException fails the test. */
  private static boolean decodeOrRefuse(Bytes bytes) {
    try {
      WireMessage message = MessageCodec.decode(bytes);
      assertThat(message.encode().size()).isLessThanOrEqualTo(bytes.size());
      return true;
    } catch (DecodeException e) {
      assertThat(e.getMessage()).isNotBlank();
      return false;
    }
  }
}
