package org.boltj.gossip.message;

import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.codec.DecodeException;
import org.boltj.codec.TlvStream;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;

/** The TLV record of channel_update that holds an inbound fee (bLIP 18). */
record InboundFee(int baseMsat, int proportionalMillionths) {
  private static final InboundFee NONE = new InboundFee(0, 0);
  private static final long TYPE = 55555;
  private static final int SIZE = 8;

  static InboundFee of(ChannelUpdate.Policy policy) {
    return new InboundFee(policy.inboundFeeBaseMsat(), policy.inboundFeeProportionalMillionths());
  }

  /** What the fields after the known ones say; what cannot be read as a TLV stream says nothing. */
  static InboundFee decode(Bytes unknownFields) {
    if (unknownFields.isEmpty()) {
      return NONE;
    }
    try {
      Bytes value =
          TlvStream.read(new WireReader(unknownFields), Set.of()).get(TYPE).orElse(Bytes.EMPTY);
      if (value.size() != SIZE) {
        return NONE;
      }
      WireReader in = new WireReader(value);
      return new InboundFee((int) in.u32(), (int) in.u32());
    } catch (DecodeException notOurs) {
      return NONE;
    }
  }

  /** The stream with this record, or nothing when there is no inbound fee. */
  Bytes encode() {
    if (equals(NONE)) {
      return Bytes.EMPTY;
    }
    WireWriter value = new WireWriter();
    value.u32(Integer.toUnsignedLong(baseMsat));
    value.u32(Integer.toUnsignedLong(proportionalMillionths));
    WireWriter out = new WireWriter();
    TlvStream.builder().put(TYPE, value.toBytes()).build().write(out);
    return out.toBytes();
  }
}
