package org.boltj.sign;

import java.util.LinkedHashMap;
import java.util.Map;
import org.boltj.base.PublicKey;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.keys.CommitmentKeys;

/** The public keys of the commitments that were asked for last. Not for several threads. */
public final class RecentKeys {
  private final Map<Holding, CommitmentKeys> keys;

  /** Whose commitment: a peer is free to use a point of ours for its own. */
  private record Holding(
      ChannelBasepoints holder, ChannelBasepoints counterparty, PublicKey perCommitmentPoint) {
    @Override
    public int hashCode() {
      return perCommitmentPoint.hashCode();
    }
  }

  /** Remembers the keys of that many commitments. */
  public RecentKeys(int remembered) {
    this.keys =
        new LinkedHashMap<>() {
          private static final long serialVersionUID = 1L;

          @Override
          protected boolean removeEldestEntry(Map.Entry<Holding, CommitmentKeys> eldest) {
            return size() > remembered;
          }
        };
  }

  /** The keys in the holder's commitment, from the signer if they are not known. */
  CommitmentKeys of(
      ChannelSigner signer,
      ChannelBasepoints holder,
      ChannelBasepoints counterparty,
      PublicKey perCommitmentPoint) {
    return keys.computeIfAbsent(
        new Holding(holder, counterparty, perCommitmentPoint),
        holding -> signer.commitmentKeys(holder, counterparty, perCommitmentPoint));
  }
}
