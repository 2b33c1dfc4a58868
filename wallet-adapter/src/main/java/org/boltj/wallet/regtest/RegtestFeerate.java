package org.boltj.wallet.regtest;

import java.util.concurrent.atomic.AtomicReference;
import org.boltj.base.FeeratePerKw;
import org.boltj.port.FeeEstimator;

/** One feerate for every target, which a test or a simulation may change at any time. */
public final class RegtestFeerate implements FeeEstimator {
  private final AtomicReference<FeeratePerKw> current;

  public RegtestFeerate(FeeratePerKw initial) {
    current = new AtomicReference<>(initial);
  }

  public void set(FeeratePerKw feerate) {
    current.set(feerate);
  }

  @Override
  public FeeratePerKw feerate(int targetBlocks) {
    FeeratePerKw feerate = current.get();
    return feerate.compareTo(FeeratePerKw.MINIMUM) < 0 ? FeeratePerKw.MINIMUM : feerate;
  }
}
