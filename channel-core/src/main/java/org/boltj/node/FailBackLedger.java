package org.boltj.node;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;
import org.boltj.base.PaymentPreimage;
import org.boltj.codec.DecodeException;
import org.boltj.codec.WireReader;
import org.boltj.codec.WireWriter;
import org.boltj.payment.HtlcId;
import org.boltj.store.Change;
import org.boltj.store.StoreException;
import org.boltj.store.StoredNode;
import org.jspecify.annotations.Nullable;

/**
 * What the node risks by failing HTLCs back early, and what it has lost by that. Stored, so that no
 * restart renews the budget; what is lost stays spent for good.
 */
final class FailBackLedger {
  private static final String META = "fail_backs";
  private static final int PREIMAGE_BYTES = 32;

  private final Env env;

  /** By the incoming halves. */
  private final Map<HtlcId, Risk> open = new LinkedHashMap<>();

  private MilliSatoshi spent = MilliSatoshi.ZERO;

  /**
   * @param amount what is lost if the outgoing half is claimed and the incoming one is not
   * @param preimage present once the outgoing half is claimed
   */
  record Risk(MilliSatoshi amount, Optional<PaymentPreimage> preimage) {}

  FailBackLedger(Env env) {
    this.env = env;
  }

  /**
   * After a start.
   *
   * @throws StoreException when the record is damaged
   */
  void restore(StoredNode stored) throws StoreException {
    Bytes record = stored.meta().get(META);
    if (record == null) {
      return;
    }
    try {
      WireReader in = new WireReader(record);
      spent = in.msat();
      while (in.hasRemaining()) {
        HtlcId incoming = new HtlcId(in.channelId(), in.u64());
        MilliSatoshi amount = in.msat();
        boolean claimed = in.u8() == 1;
        open.put(
            incoming,
            new Risk(
                amount,
                claimed
                    ? Optional.of(new PaymentPreimage(in.bytes(PREIMAGE_BYTES)))
                    : Optional.empty()));
      }
    } catch (DecodeException damaged) {
      throw new StoreException("the stored list of HTLCs failed back early is damaged", damaged);
    }
  }

  /** What is lost, and what may still be, over all channels. */
  MilliSatoshi total() {
    MilliSatoshi total = spent;
    for (Risk risk : open.values()) {
      total = total.plus(risk.amount());
    }
    return total;
  }

  /** A copy, in the order in which they were failed back. */
  Map<HtlcId, Risk> open() {
    return new LinkedHashMap<>(open);
  }

  boolean has(HtlcId incoming) {
    return open.containsKey(incoming);
  }

  @Nullable Risk of(HtlcId incoming) {
    return open.get(incoming);
  }

  void put(HtlcId incoming, Risk risk) {
    open.put(incoming, risk);
    store();
  }

  /** Nothing is at risk any more: the amount is free again. */
  void free(HtlcId incoming) {
    if (open.remove(incoming) != null) {
      store();
    }
  }

  /** The amount is lost, or may be, and nobody will know better. */
  void spend(HtlcId incoming) {
    Risk risk = open.remove(incoming);
    if (risk != null) {
      spent = spent.plus(risk.amount());
      store();
    }
  }

  private void store() {
    WireWriter out = new WireWriter().msat(spent);
    open.forEach(
        (incoming, risk) -> {
          out.channelId(incoming.channelId()).u64(incoming.id()).msat(risk.amount());
          out.u8(risk.preimage().isPresent() ? 1 : 0);
          risk.preimage().ifPresent(preimage -> out.bytes(preimage.value()));
        });
    env.change(new Change.PutMeta(META, out.toBytes()));
  }
}
