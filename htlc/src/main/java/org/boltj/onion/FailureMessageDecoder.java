package org.boltj.onion;

import static org.boltj.onion.FailureMessage.BADONION;
import static org.boltj.onion.FailureMessage.NODE;
import static org.boltj.onion.FailureMessage.PERM;
import static org.boltj.onion.FailureMessage.UPDATE;

import org.boltj.base.Bytes;
import org.boltj.base.CltvExpiry;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;

/** Reads a {@link FailureMessage} by its code. */
final class FailureMessageDecoder {
  private FailureMessageDecoder() {}

  static FailureMessage decode(Bytes failuremsg) throws DecodeException {
    int code = new WireReader(failuremsg).u16();
    Bytes data = failuremsg.slice(2);
    try {
      return data(code, new WireReader(data), data);
    } catch (DecodeException tooShort) {
      return new FailureMessage.Unknown(code, data);
    }
  }

  private static FailureMessage data(int code, WireReader in, Bytes data) throws DecodeException {
    return switch (code) {
      case NODE | 2 -> new FailureMessage.TemporaryNodeFailure();
      case PERM | NODE | 2 -> new FailureMessage.PermanentNodeFailure();
      case PERM | NODE | 3 -> new FailureMessage.RequiredNodeFeatureMissing();
      case BADONION | PERM | 4 -> new FailureMessage.InvalidOnionVersion(in.bytes(32));
      case BADONION | PERM | 5 -> new FailureMessage.InvalidOnionHmac(in.bytes(32));
      case BADONION | PERM | 6 -> new FailureMessage.InvalidOnionKey(in.bytes(32));
      case UPDATE | 7 -> new FailureMessage.TemporaryChannelFailure(in.bytes16());
      case PERM | 8 -> new FailureMessage.PermanentChannelFailure();
      case PERM | 9 -> new FailureMessage.RequiredChannelFeatureMissing();
      case PERM | 10 -> new FailureMessage.UnknownNextPeer();
      case UPDATE | 11 -> new FailureMessage.AmountBelowMinimum(in.msat(), in.bytes16());
      case UPDATE | 12 -> new FailureMessage.FeeInsufficient(in.msat(), in.bytes16());
      case UPDATE | 13 ->
          new FailureMessage.IncorrectCltvExpiry(new CltvExpiry(in.u32()), in.bytes16());
      case UPDATE | 14 -> new FailureMessage.ExpiryTooSoon(in.bytes16());
      case PERM | 15 -> new FailureMessage.IncorrectOrUnknownPaymentDetails(in.msat(), in.u32());
      case 18 -> new FailureMessage.FinalIncorrectCltvExpiry(new CltvExpiry(in.u32()));
      case 19 -> new FailureMessage.FinalIncorrectHtlcAmount(in.msat());
      case UPDATE | 20 -> new FailureMessage.ChannelDisabled(in.u16(), in.bytes16());
      case 21 -> new FailureMessage.ExpiryTooFar();
      case PERM | 22 -> new FailureMessage.InvalidOnionPayload(in.bigSize(), in.u16());
      case 23 -> new FailureMessage.MppTimeout();
      case BADONION | PERM | 24 -> new FailureMessage.InvalidOnionBlinding(in.bytes(32));
      default -> new FailureMessage.Unknown(code, data);
    };
  }
}
