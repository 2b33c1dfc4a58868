package org.boltj.wallet.bitcoinj;

import java.time.Instant;
import org.bitcoinj.base.ScriptType;
import org.bitcoinj.wallet.DeterministicSeed;
import org.bitcoinj.wallet.KeyChainGroup;
import org.bitcoinj.wallet.KeyChainGroupStructure;
import org.bitcoinj.wallet.Wallet;
import org.boltj.base.Bytes;
import org.boltj.base.Network;
import org.boltj.base.Satoshi;
import org.boltj.port.ForwardingFunds;
import org.boltj.port.FundsSource;
import org.boltj.wallet.funds.CoinFunds;

/**
 * A bitcoinj wallet that opens channels and receives what comes back. It is fed by {@link
 * BitcoinjPeers} from the network, or by {@link EmbeddedFeed}.
 *
 * <p>bitcoinj keeps the coins and their history, boltj chooses among them and signs; so it works
 * with any wallet of bitcoinj that has P2WPKH keys in the clear.
 */
public final class BitcoinjWallet extends ForwardingFunds {
  /** How many scripts beyond the last used one are recognized in blocks. */
  private static final int GAP = 100;

  private final Wallet wallet;
  private final CoinFunds funds;

  public BitcoinjWallet(Wallet wallet) {
    this.wallet = wallet;
    this.funds = new CoinFunds(new BitcoinjCoins(wallet));
  }

  /**
   * A new wallet with the keys of BIP 84.
   *
   * @param entropy of a BIP 39 mnemonic: 16, 20, 24, 28 or 32 bytes
   * @param birthday no payment to it is older
   */
  public static BitcoinjWallet fromEntropy(Network network, Bytes entropy, Instant birthday) {
    Convert.enterBitcoinj();
    DeterministicSeed seed = DeterministicSeed.ofEntropy(entropy.toArray(), "", birthday);
    KeyChainGroup keys =
        KeyChainGroup.builder(Convert.network(network), KeyChainGroupStructure.BIP43)
            .lookaheadSize(GAP)
            .fromSeed(seed, ScriptType.P2WPKH)
            .build();
    Wallet wallet = new Wallet(Convert.network(network), keys);
    // bitcoinj would hide replaceable payments; here nothing that others may revoke is spent.
    wallet.setAcceptRiskyTransactions(true);
    return new BitcoinjWallet(wallet);
  }

  /** bitcoinj's object, to save it or to listen to it. */
  public Wallet wallet() {
    return wallet;
  }

  /** What can be spent, change of our own included before it confirms. */
  public Satoshi availableBalance() {
    return Satoshi.of(wallet.getBalance(Wallet.BalanceType.AVAILABLE_SPENDABLE).value);
  }

  /** The same with payments that are not confirmed yet. */
  public Satoshi estimatedBalance() {
    return Satoshi.of(wallet.getBalance(Wallet.BalanceType.ESTIMATED_SPENDABLE).value);
  }

  @Override
  protected FundsSource funds() {
    return funds;
  }
}
