package org.boltj.wallet.funds;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.function.LongUnaryOperator;

/**
 * Chooses coins for a transaction. Prefers the smallest single coin that suffices, so that large
 * coins stay whole; else takes the largest until they suffice.
 *
 * @param coins what is spent, maybe nothing
 * @param changeSat what comes back, 0 for no change output
 */
record CoinSelection(List<WalletCoin> coins, long changeSat) {
  /** The least that a P2WPKH output may hold (BOLT 3, "Dust Limits"). */
  static final long CHANGE_DUST_SAT = 294;

  /** Weight units of a P2WPKH output. */
  static final int CHANGE_WEIGHT = 4 * 31;

  /**
   * What a transaction lacks.
   *
   * @param missingSat outputs minus given inputs; negative when the given inputs hold more
   * @param weight without the wallet's inputs and change
   * @param feeForWeight the fee that a whole transaction of that weight must pay, in satoshis
   * @param needsChange whether it would have no output otherwise
   */
  record Need(long missingSat, long weight, LongUnaryOperator feeForWeight, boolean needsChange) {}

  CoinSelection {
    coins = List.copyOf(coins);
  }

  /** The choice, or empty when all coins together do not suffice. */
  static Optional<CoinSelection> choose(List<WalletCoin> available, Need need) {
    Optional<CoinSelection> none = enough(List.of(), need);
    if (none.isPresent()) {
      return none;
    }
    List<WalletCoin> ascending = new ArrayList<>(available);
    ascending.sort(
        Comparator.comparingLong(WalletCoin::sat)
            .thenComparing(coin -> coin.outPoint().toString()));
    for (WalletCoin coin : ascending) {
      Optional<CoinSelection> single = enough(List.of(coin), need);
      if (single.isPresent()) {
        return single;
      }
    }
    List<WalletCoin> taken = new ArrayList<>();
    for (WalletCoin coin : ascending.reversed()) {
      taken.add(coin);
      Optional<CoinSelection> several = enough(taken, need);
      if (several.isPresent()) {
        return several;
      }
    }
    return Optional.empty();
  }

  /** What all these coins lack for the need, in satoshis with fee. */
  static long required(List<WalletCoin> coins, Need need) {
    long weight = need.weight() + (long) coins.size() * WalletCoin.INPUT_WEIGHT;
    long change = need.needsChange() ? CHANGE_DUST_SAT : 0;
    long changeWeight = need.needsChange() ? CHANGE_WEIGHT : 0;
    return need.missingSat() + change + need.feeForWeight().applyAsLong(weight + changeWeight);
  }

  private static Optional<CoinSelection> enough(List<WalletCoin> coins, Need need) {
    long in = coins.stream().mapToLong(WalletCoin::sat).sum();
    long weight = need.weight() + (long) coins.size() * WalletCoin.INPUT_WEIGHT;
    long withChange =
        in - need.missingSat() - need.feeForWeight().applyAsLong(weight + CHANGE_WEIGHT);
    if (withChange >= CHANGE_DUST_SAT) {
      return Optional.of(new CoinSelection(coins, withChange));
    }
    boolean suffices = in - need.missingSat() >= need.feeForWeight().applyAsLong(weight);
    return suffices && !need.needsChange()
        ? Optional.of(new CoinSelection(coins, 0))
        : Optional.empty();
  }
}
