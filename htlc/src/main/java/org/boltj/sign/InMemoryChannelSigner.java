package org.boltj.sign;

import java.util.List;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.base.Signature;
import org.boltj.commitment.ClosingTx;
import org.boltj.commitment.CommitmentSignatures;
import org.boltj.commitment.CommitmentTx;
import org.boltj.commitment.HtlcTx;
import org.boltj.commitment.OutputSpend;
import org.boltj.commitment.SpendKey;
import org.boltj.crypto.AllCores;
import org.boltj.crypto.Secp256k1;
import org.boltj.keys.ChannelBasepoints;
import org.boltj.keys.KeyDerivation;
import org.boltj.keys.PerCommitmentSecrets;
import org.boltj.tx.SegwitSigHash;
import org.boltj.tx.Transaction;

/** A signer that holds the private keys of one channel. */
public final class InMemoryChannelSigner implements ChannelSigner {
  private final ChannelSecrets secrets;
  private final PerCommitmentSecrets commitmentSecrets;
  private final ChannelBasepoints basepoints;

  public InMemoryChannelSigner(ChannelSecrets secrets) {
    this.secrets = secrets;
    this.commitmentSecrets = new PerCommitmentSecrets(secrets.commitmentSeed());
    this.basepoints = secrets.basepoints();
  }

  @Override
  public ChannelBasepoints basepoints() {
    return basepoints;
  }

  @Override
  public PublicKey perCommitmentPoint(long commitmentNumber) {
    return commitmentSecrets.point(commitmentNumber);
  }

  @Override
  public PrivateKey releaseSecret(long commitmentNumber) {
    return commitmentSecrets.secret(commitmentNumber);
  }

  @Override
  public CommitmentSignatures signRemoteCommitment(CommitmentTx remoteCommitment) {
    requireOurs(remoteCommitment.params().counterparty());
    Signature signature = sign(remoteCommitment.sigHash(), secrets.funding());
    List<HtlcTx> htlcTxs = remoteCommitment.htlcTxs();
    if (htlcTxs.isEmpty()) {
      return new CommitmentSignatures(signature, List.of());
    }
    PublicKey point = remoteCommitment.keys().perCommitmentPoint();
    PrivateKey htlcKey =
        KeyDerivation.privateKey(secrets.htlc(), basepoints.htlcBasepoint(), point);
    return new CommitmentSignatures(
        signature, AllCores.map(htlcTxs, htlcTx -> sign(htlcTx.counterpartySigHash(), htlcKey)));
  }

  @Override
  public Signature signLocalCommitment(CommitmentTx localCommitment) {
    requireOurs(localCommitment.params().holder());
    return sign(localCommitment.sigHash(), secrets.funding());
  }

  @Override
  public Signature signLocalHtlcTx(HtlcTx htlcTx, Transaction tx) {
    PublicKey point = htlcTx.keys().perCommitmentPoint();
    return sign(htlcTx.holderSigHash(tx), KeyDerivation.privateKey(secrets.htlc(), point));
  }

  @Override
  public Signature signClosing(ClosingTx closing) {
    return sign(closing.sigHash(), secrets.funding());
  }

  @Override
  public Signature signSpend(Transaction tx, int inputIndex, OutputSpend spend) {
    return sign(spend.sigHash(new SegwitSigHash(tx), inputIndex), key(spend.key()));
  }

  private PrivateKey key(SpendKey key) {
    return switch (key) {
      case SpendKey.Delayed delayed ->
          KeyDerivation.privateKey(secrets.delayedPayment(), delayed.perCommitmentPoint());
      case SpendKey.Payment payment -> secrets.payment();
      case SpendKey.Htlc htlc ->
          KeyDerivation.privateKey(secrets.htlc(), htlc.perCommitmentPoint());
      case SpendKey.Revocation revoked ->
          KeyDerivation.revocationPrivateKey(secrets.revocation(), revoked.perCommitmentSecret());
      case SpendKey.Funding funding -> secrets.funding();
      case SpendKey.None none -> throw new IllegalArgumentException("no key signs this spend");
    };
  }

  @Override
  public Signature signAnnouncement(Bytes hash) {
    return sign(hash, secrets.funding());
  }

  private void requireOurs(ChannelBasepoints side) {
    if (!side.equals(basepoints)) {
      throw new IllegalArgumentException("the commitment is not of this signer's channel");
    }
  }

  private static Signature sign(Bytes hash, PrivateKey key) {
    return Secp256k1.get().sign(hash, key);
  }
}
