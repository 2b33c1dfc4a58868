package org.boltj.onchain;

import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.boltj.base.Bytes;
import org.boltj.base.PrivateKey;
import org.boltj.base.PublicKey;
import org.boltj.commitment.CommitmentScripts;
import org.boltj.commitment.OutputSpend;
import org.boltj.commitment.PenaltySpends;
import org.boltj.commitment.SpendKey;
import org.boltj.crypto.Secp256k1;
import org.boltj.keys.CommitmentKeys;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.updates.ChannelParams;
import org.boltj.updates.Commitments;
import org.boltj.updates.IncomingHtlc;
import org.boltj.updates.OutgoingHtlc;
import org.boltj.updates.RevokedHtlc;

/**
 * Takes all of a commitment that the peer had revoked (BOLT 5, "Revoked Transaction Close
 * Handling").
 */
final class Penalties {
  private final Commitments commitments;
  private final FundingSpend spend;
  private final int height;
  private final PrivateKey secret;
  private final CommitmentKeys keys;
  private final Bytes delayedScriptPubKey;
  private final List<Claim> claims = new ArrayList<>();

  private Penalties(Commitments c, FundingSpend spend, int height) {
    this.commitments = c;
    this.spend = spend;
    this.height = height;
    this.secret = c.remoteSecrets().lookupForCommitment(spend.commitmentNumber()).orElseThrow();
    ChannelParams params = c.params();
    this.keys =
        CommitmentKeys.derive(
            params.remoteBasepoints(), params.localBasepoints(), Secp256k1.get().publicKey(secret));
    this.delayedScriptPubKey =
        ScriptTemplates.p2wsh(
            CommitmentScripts.toLocal(
                keys.revocationPubkey(), params.local().toSelfDelay(), keys.delayedPubkey()));
  }

  static List<Claim> of(
      Commitments c, OnChainState state, FundingSpend spend, int height, KnownHtlcs htlcs) {
    Penalties penalties = new Penalties(c, spend, height);
    penalties.commitment(htlcs, state.revoked());
    for (ConfirmedSpend confirmed : state.spends()) {
      penalties.delayedOutputs(confirmed.transaction(), confirmed.height());
    }
    return penalties.claims;
  }

  /** Those of the HTLCs that have an output in the commitment. */
  static List<RevokedHtlc> present(Commitments c, FundingSpend spend, List<RevokedHtlc> revoked) {
    Penalties penalties = new Penalties(c, spend, 0);
    CommitmentScripts scripts = new CommitmentScripts(c.params().format(), penalties.keys);
    Set<Bytes> outputs = new HashSet<>();
    spend.transaction().outputs().forEach(output -> outputs.add(output.scriptPubKey()));
    return revoked.stream()
        .filter(htlc -> outputs.contains(ScriptTemplates.p2wsh(script(scripts, htlc))))
        .distinct()
        .toList();
  }

  private static Bytes script(CommitmentScripts scripts, RevokedHtlc htlc) {
    return switch (htlc.direction()) {
      case OFFERED -> scripts.offeredHtlc(htlc.paymentHash160());
      case RECEIVED -> scripts.receivedHtlc(htlc.paymentHash160(), htlc.cltvExpiry());
    };
  }

  private void commitment(KnownHtlcs htlcs, List<RevokedHtlc> revoked) {
    ChannelParams params = commitments.params();
    Transaction tx = spend.transaction();
    delayedOutputs(tx, height);
    Optional<OutputSpend> toRemote = Claims.toRemote(params, tx);
    toRemote.ifPresent(s -> direct(s, height));
    Map<Bytes, Bytes> known = htlcScripts(htlcs, revoked);
    List<Bytes> others =
        List.of(
            delayedScriptPubKey,
            anchor(params.localBasepoints().fundingPubkey()),
            anchor(params.remoteBasepoints().fundingPubkey()));
    for (int i = 0; i < tx.outputs().size(); i++) {
      Bytes script = tx.outputs().get(i).scriptPubKey();
      int index = i;
      if (known.containsKey(script)) {
        direct(htlc(tx, i, known.get(script)), height);
      } else if (!others.contains(script)
          && toRemote.filter(s -> s.outPoint().index() == index).isEmpty()) {
        claims.add(
            new Claim.Watched(
                tx.outPoint(i), tx.outputs().get(i), Long.MAX_VALUE, Optional.empty()));
      }
    }
  }

  private static Bytes anchor(PublicKey fundingPubkey) {
    return ScriptTemplates.p2wsh(CommitmentScripts.anchor(fundingPubkey));
  }

  /**
   * to_local of the commitment, or the output of an HTLC transaction: both have the same script.
   */
  private void delayedOutputs(Transaction tx, int confirmedAt) {
    for (int i = 0; i < tx.outputs().size(); i++) {
      if (tx.outputs().get(i).scriptPubKey().equals(delayedScriptPubKey)) {
        direct(
            PenaltySpends.secondStage(
                tx, i, keys, commitments.params().local().toSelfDelay(), secret),
            confirmedAt);
      }
    }
  }

  private OutputSpend htlc(Transaction tx, int index, Bytes script) {
    return new OutputSpend(
        tx.outPoint(index),
        tx.outputs().get(index),
        script,
        TxInput.REPLACEABLE_SEQUENCE,
        0,
        new SpendKey.Revocation(secret),
        List.of(keys.revocationPubkey().value(), script));
  }

  /** The scripts that HTLCs had in this commitment, by their output scripts. */
  private Map<Bytes, Bytes> htlcScripts(KnownHtlcs htlcs, List<RevokedHtlc> revoked) {
    CommitmentScripts scripts = new CommitmentScripts(commitments.params().format(), keys);
    Map<Bytes, Bytes> known = new HashMap<>();
    for (RevokedHtlc htlc : revoked) {
      Bytes script = script(scripts, htlc);
      known.put(ScriptTemplates.p2wsh(script), script);
    }
    for (IncomingHtlc htlc : htlcs.allIncoming()) {
      Bytes script = scripts.offeredHtlc(htlc.paymentHash());
      known.put(ScriptTemplates.p2wsh(script), script);
    }
    for (OutgoingHtlc htlc : htlcs.allOutgoing()) {
      Bytes script = scripts.receivedHtlc(htlc.paymentHash(), htlc.cltvExpiry());
      known.put(ScriptTemplates.p2wsh(script), script);
    }
    return known;
  }

  private void direct(OutputSpend output, int confirmedAt) {
    claims.add(new Claim.Direct(output, Claims.readyHeight(output, confirmedAt), Optional.empty()));
  }
}
