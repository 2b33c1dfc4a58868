package org.boltj.node;

import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.FeeratePerKw;

/**
 * How a channel is closed in agreement with the peer.
 *
 * @param script where our balance goes; empty takes a fresh script of the wallet
 * @param feerate of the closing transaction; empty takes the estimate
 */
public record CloseOptions(Optional<Bytes> script, Optional<FeeratePerKw> feerate) {
  public static final CloseOptions DEFAULT = new CloseOptions(Optional.empty(), Optional.empty());
}
