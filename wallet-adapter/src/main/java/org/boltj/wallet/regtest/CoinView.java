package org.boltj.wallet.regtest;

import org.boltj.base.OutPoint;
import org.jspecify.annotations.Nullable;

/** Looks up unspent outputs. */
@FunctionalInterface
interface CoinView {
  /** The coin, or null when it never was or is spent. */
  @Nullable Coin coin(OutPoint outPoint);

  /** This view, with {@code other} asked for what is absent here. */
  default CoinView or(CoinView other) {
    return outPoint -> {
      Coin here = coin(outPoint);
      return here != null ? here : other.coin(outPoint);
    };
  }
}
