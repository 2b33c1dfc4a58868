package org.boltj.wallet.bitcoinj;

import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.TimeUnit;
import org.bitcoinj.base.BitcoinNetwork;
import org.bitcoinj.core.AbstractBlockChain;
import org.bitcoinj.core.Peer;
import org.bitcoinj.core.PeerAddress;
import org.bitcoinj.core.PeerGroup;
import org.bitcoinj.utils.Threading;

/**
 * A connection to each of a few addresses, tried again at a fixed pause for as long as it is
 * missing.
 *
 * <p>Left to itself, bitcoinj waits half as long again after every failure, up to ten minutes: too
 * long for a node whose only peer was away. Nor does it notice a peer that has gone without a word;
 * here one that leaves three pings unanswered is dropped.
 */
final class SteadyPeers extends PeerGroup {
  /** From the attempt to connect to the end of the handshake. */
  static final Duration CONNECT_TIMEOUT = Duration.ofSeconds(5);

  private final List<PeerAddress> wanted;
  private final Duration pause;
  private final Duration silence;

  /** When each connected peer was heard last, by {@link System#nanoTime}. */
  private final Map<Peer, Long> heard = new ConcurrentHashMap<>();

  /**
   * @param pause between attempts to connect to the same address
   * @param silence after which a connected peer counts as gone
   */
  SteadyPeers(
      BitcoinNetwork network,
      AbstractBlockChain headers,
      List<PeerAddress> wanted,
      Duration pause,
      Duration silence) {
    super(network, headers);
    this.wanted = List.copyOf(wanted);
    this.pause = pause;
    this.silence = silence;
    // bitcoinj must know the addresses, but connect to none of them by itself.
    wanted.forEach(this::addAddress);
    setMaxConnections(0);
    setPingIntervalMsec(Math.max(1, silence.toMillis() / 3));
    addConnectedEventListener(
        Threading.SAME_THREAD, (peer, count) -> heard.put(peer, System.nanoTime()));
    addDisconnectedEventListener(Threading.SAME_THREAD, (peer, count) -> heard.remove(peer));
    addPreMessageReceivedEventListener(
        Threading.SAME_THREAD,
        (peer, message) -> {
          heard.computeIfPresent(peer, (same, before) -> System.nanoTime());
          return message;
        });
  }

  /** Starts, and keeps connecting until {@link #stop}; its executor ends with the group. */
  @Override
  public void start() {
    super.start();
    executor.scheduleWithFixedDelay(this::keep, 0, pause.toMillis(), TimeUnit.MILLISECONDS);
  }

  private void keep() {
    Convert.enterBitcoinj();
    try {
      dropSilent();
      connectMissing();
    } catch (RuntimeException e) {
      // The next attempt may be luckier; an exception here would be the end of all attempts.
    }
  }

  private void dropSilent() {
    long now = System.nanoTime();
    heard.forEach(
        (peer, at) -> {
          if (now - at > silence.toNanos()) {
            peer.close();
          }
        });
  }

  private void connectMissing() {
    lock.lock();
    try {
      List<Peer> present = new ArrayList<>(getConnectedPeers());
      present.addAll(getPendingPeers());
      for (PeerAddress address : wanted) {
        if (present.stream().noneMatch(peer -> address.equals(peer.getAddress()))) {
          connectTo(address, false, CONNECT_TIMEOUT);
        }
      }
    } finally {
      lock.unlock();
    }
  }
}
