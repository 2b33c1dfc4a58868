package org.boltj.wallet.bitcoind;

import com.fasterxml.jackson.databind.JsonNode;
import java.math.BigDecimal;
import java.math.RoundingMode;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import org.boltj.base.FeeratePerKw;
import org.boltj.port.FeeEstimator;

/**
 * Feerates by {@code estimatesmartfee}, read ahead for a few targets. Where Bitcoin Core has no
 * estimate the last one stands, and before the first one a fallback.
 */
public final class BitcoindFees implements FeeEstimator {
  /** The targets that are asked for, in blocks. */
  private static final List<Integer> TARGETS = List.of(2, 6, 12, 144, 1008);

  /** All the bitcoin there can be. */
  private static final BigDecimal MOST = BigDecimal.valueOf(21_000_000);

  private final BitcoinRpc rpc;
  private final FeeratePerKw fallback;
  private final FeeratePerKw maximum;
  private final ConcurrentSkipListMap<Integer, FeeratePerKw> estimates =
      new ConcurrentSkipListMap<>();
  private volatile FeeratePerKw floor = FeeratePerKw.MINIMUM;

  /**
   * An estimator that has not asked yet.
   *
   * @param fallback where nothing is known
   * @param maximum no answer is higher: a wrong estimate must not burn a channel in fees
   */
  public BitcoindFees(BitcoinRpc rpc, FeeratePerKw fallback, FeeratePerKw maximum) {
    this.rpc = rpc;
    this.fallback = fallback;
    this.maximum = maximum;
  }

  /** Asks Bitcoin Core for new estimates. */
  public void refresh() throws RpcException {
    List<BitcoinRpc.Call> calls =
        TARGETS.stream().map(target -> BitcoinRpc.Call.of("estimatesmartfee", target)).toList();
    List<JsonNode> answers = rpc.batch(calls);
    for (int i = 0; i < TARGETS.size(); i++) {
      BigDecimal feerate = answers.get(i).path("feerate").decimalValue();
      // Without enough data there is an "errors" field instead, or a negative rate.
      if (feerate.signum() > 0) {
        estimates.put(TARGETS.get(i), toPerKw(feerate));
      }
    }
    BigDecimal mempoolMinimum = rpc.call("getmempoolinfo").path("mempoolminfee").decimalValue();
    floor = min(maximum, max(FeeratePerKw.MINIMUM, toPerKw(mempoolMinimum)));
  }

  @Override
  public FeeratePerKw feerate(int targetBlocks) {
    // The estimate for a nearer target is the safe one.
    Map.Entry<Integer, FeeratePerKw> nearest = estimates.floorEntry(targetBlocks);
    if (nearest == null) {
      nearest = estimates.firstEntry();
    }
    FeeratePerKw estimate = nearest == null ? fallback : nearest.getValue();
    return max(floor, min(estimate, maximum));
  }

  private static FeeratePerKw min(FeeratePerKw a, FeeratePerKw b) {
    return a.compareTo(b) <= 0 ? a : b;
  }

  private static FeeratePerKw max(FeeratePerKw a, FeeratePerKw b) {
    return a.compareTo(b) >= 0 ? a : b;
  }

  /** From bitcoin per 1000 virtual bytes, rounded up; absurd figures become the largest rate. */
  private static FeeratePerKw toPerKw(BigDecimal bitcoinPerKvB) {
    // Bounded first: the digits of 1e999999999 would fill the memory.
    BigDecimal satPerKw =
        bitcoinPerKvB
            .max(BigDecimal.ZERO)
            .min(MOST)
            .movePointRight(8)
            .divide(BigDecimal.valueOf(4), 0, RoundingMode.CEILING)
            .min(BigDecimal.valueOf(0xffffffffL));
    return new FeeratePerKw(satPerKw.longValueExact());
  }
}
