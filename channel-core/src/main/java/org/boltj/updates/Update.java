package org.boltj.updates;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.ChannelId;
import org.boltj.base.FeeratePerKw;
import org.boltj.base.PaymentPreimage;
import org.boltj.base.PublicKey;
import org.boltj.message.ChannelMessage;
import org.boltj.message.UpdateAddHtlc;
import org.boltj.message.UpdateFailHtlc;
import org.boltj.message.UpdateFailMalformedHtlc;
import org.boltj.message.UpdateFee;
import org.boltj.message.UpdateFulfillHtlc;

/** A change that one side proposed; settling names an HTLC of the other side by its id. */
public sealed interface Update {

  /** The message that proposes it. */
  ChannelMessage toMessage(ChannelId channelId);

  /** Removes an HTLC that the other side offered. */
  sealed interface Settle extends Update permits Fulfill, Fail, FailMalformed {
    /** Id of the HTLC. */
    long id();
  }

  /**
   * update_add_htlc.
   *
   * @param onion 1366 bytes; empty in our own updates once the peer has them for good
   */
  record Add(Htlc htlc, Bytes onion, Optional<PublicKey> pathKey) implements Update {
    @Override
    public UpdateAddHtlc toMessage(ChannelId channelId) {
      return new UpdateAddHtlc(
          channelId,
          htlc.id(),
          htlc.amount(),
          htlc.paymentHash(),
          htlc.cltvExpiry(),
          onion,
          pathKey);
    }

    /** The same without the onion, for keeping. */
    public Add withoutOnion() {
      return onion.isEmpty() ? this : new Add(htlc, Bytes.EMPTY, pathKey);
    }
  }

  /** update_fulfill_htlc. */
  record Fulfill(long id, PaymentPreimage preimage, Optional<Bytes> attributionData)
      implements Settle {
    @Override
    public UpdateFulfillHtlc toMessage(ChannelId channelId) {
      return new UpdateFulfillHtlc(channelId, id, preimage, attributionData);
    }
  }

  /** update_fail_htlc. */
  record Fail(long id, Bytes reason, Optional<Bytes> attributionData) implements Settle {
    @Override
    public UpdateFailHtlc toMessage(ChannelId channelId) {
      return new UpdateFailHtlc(channelId, id, reason, attributionData);
    }
  }

  /** update_fail_malformed_htlc. */
  record FailMalformed(long id, Bytes sha256OfOnion, int failureCode) implements Settle {
    @Override
    public UpdateFailMalformedHtlc toMessage(ChannelId channelId) {
      return new UpdateFailMalformedHtlc(channelId, id, sha256OfOnion, failureCode);
    }
  }

  /** update_fee. */
  record Fee(FeeratePerKw feerate) implements Update {
    @Override
    public UpdateFee toMessage(ChannelId channelId) {
      return new UpdateFee(channelId, feerate);
    }
  }
}
