package org.boltj.wallet.funds;

import fr.acinq.bitcoin.DeterministicWallet;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.PrivateKey;

/**
 * The keys of account 0 of BIP 84, external chain: m/84'/coin'/0'/0/index. Any wallet that knows
 * BIP 84 finds the same coins from the same seed.
 */
final class WalletKeys {
  /** How many scripts beyond the last used one are recognized in blocks (BIP 44 asks for 20). */
  static final int GAP = 100;

  private static final long HARDENED = 0x80000000L;

  private final DeterministicWallet.ExtendedPrivateKey chain;
  private final List<WalletKey> keys = new ArrayList<>();
  private final Map<Bytes, Integer> indexes = new HashMap<>();
  private final int gap;
  private int used;

  /**
   * @param gap how many scripts beyond the last used one are recognized
   */
  WalletKeys(Network network, Bytes seed, int gap) {
    this.gap = gap;
    long coinType = network == Network.MAINNET ? 0 : 1;
    chain =
        DeterministicWallet.derivePrivateKey(
            DeterministicWallet.generate(seed.toArray()),
            List.of(84 + HARDENED, coinType + HARDENED, HARDENED, 0L));
    fill();
  }

  /** The first key that was neither handed out nor paid. */
  WalletKey fresh() {
    WalletKey key = keys.get(used++);
    fill();
    return key;
  }

  /** The key of a script of ours; from now on it counts as used. */
  Optional<WalletKey> owner(Bytes scriptPubKey) {
    Integer index = indexes.get(scriptPubKey);
    if (index == null) {
      return Optional.empty();
    }
    used = Math.max(used, index + 1);
    fill();
    return Optional.of(keys.get(index));
  }

  private void fill() {
    while (keys.size() < used + gap) {
      int index = keys.size();
      byte[] secret =
          DeterministicWallet.derivePrivateKey(chain, (long) index)
              .getPrivateKey()
              .value
              .toByteArray();
      WalletKey key = WalletKey.of(new PrivateKey(Bytes.wrap(secret)));
      keys.add(key);
      indexes.put(key.scriptPubKey(), index);
    }
  }
}
