package org.boltj.commitment;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.function.IntFunction;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;
import org.boltj.base.Satoshi;
import org.boltj.keys.CommitmentKeys;
import org.boltj.keys.ObscuredCommitmentNumber;
import org.boltj.tx.ScriptTemplates;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/** The algorithm of BOLT 3, "Commitment Transaction Construction", step by step. */
final class CommitmentBuilder {
  /** An output that has no position yet, with what orders it. */
  private record Draft(TxOutput output, long cltvExpiry, IntFunction<CommitmentOutput> place) {}

  /** BIP 69 order, and for HTLCs that look alike their expiry. */
  private static final Comparator<Draft> ORDER =
      Comparator.<Draft>comparingLong(draft -> draft.output().amount().sat())
          .thenComparing(draft -> draft.output().scriptPubKey())
          .thenComparingLong(Draft::cltvExpiry);

  private final CommitmentParams params;
  private final CommitmentKeys keys;
  private final CommitmentSpec spec;
  private final List<Draft> drafts = new ArrayList<>();

  CommitmentBuilder(CommitmentParams params, CommitmentKeys keys, CommitmentSpec spec) {
    this.params = params;
    this.keys = keys;
    this.spec = spec;
  }

  CommitmentTx build(long commitmentNumber) {
    addHtlcs();
    int untrimmedHtlcs = drafts.size();
    Satoshi cost = CommitmentFees.openerCost(params.format(), spec.feerate(), untrimmedHtlcs);
    Satoshi toLocal = spec.toLocal().toSatoshi();
    Satoshi toRemote = spec.toRemote().toSatoshi();
    // What the opener cannot pay is left out of the fee: its output is trimmed then.
    boolean hasLocal = addToLocal(params.holderIsOpener() ? toLocal.minusOrZero(cost) : toLocal);
    boolean hasRemote =
        addToRemote(params.holderIsOpener() ? toRemote : toRemote.minusOrZero(cost));
    if (!params.format().anchorsCost().isZero()) {
      addAnchors(hasLocal || untrimmedHtlcs > 0, hasRemote || untrimmedHtlcs > 0);
    }
    drafts.sort(ORDER);
    return assemble(commitmentNumber);
  }

  private void addHtlcs() {
    List<CommitmentHtlc> untrimmed =
        spec.htlcs().stream().filter(htlc -> !isTrimmed(htlc)).toList();
    if (untrimmed.isEmpty()) {
      return; // the scripts' keys cost as much as a signature each
    }
    CommitmentScripts scripts = new CommitmentScripts(params.format(), keys);
    for (CommitmentHtlc htlc : untrimmed) {
      Bytes script = scripts.htlc(htlc);
      TxOutput output = new TxOutput(htlc.amount().toSatoshi(), ScriptTemplates.p2wsh(script));
      IntFunction<CommitmentOutput> place =
          switch (htlc.direction()) {
            case OFFERED -> i -> new CommitmentOutput.OfferedHtlc(i, output, script, htlc);
            case RECEIVED -> i -> new CommitmentOutput.ReceivedHtlc(i, output, script, htlc);
          };
      drafts.add(new Draft(output, htlc.cltvExpiry().height(), place));
    }
  }

  private boolean isTrimmed(CommitmentHtlc htlc) {
    return CommitmentFees.isTrimmed(params.format(), params.dustLimit(), spec.feerate(), htlc);
  }

  private boolean addToLocal(Satoshi amount) {
    if (amount.isLessThan(params.dustLimit())) {
      return false;
    }
    Bytes script =
        CommitmentScripts.toLocal(
            keys.revocationPubkey(), params.toSelfDelay(), keys.delayedPubkey());
    TxOutput output = new TxOutput(amount, ScriptTemplates.p2wsh(script));
    drafts.add(new Draft(output, 0, i -> new CommitmentOutput.ToLocal(i, output, script)));
    return true;
  }

  private boolean addToRemote(Satoshi amount) {
    if (amount.isLessThan(params.dustLimit())) {
      return false;
    }
    PublicKey key = keys.counterpartyPaymentPubkey();
    Bytes scriptCode = params.format().toRemoteScriptCode(key);
    TxOutput output = new TxOutput(amount, params.format().toRemoteScriptPubKey(key));
    drafts.add(new Draft(output, 0, i -> new CommitmentOutput.ToRemote(i, output, scriptCode)));
    return true;
  }

  private void addAnchors(boolean local, boolean remote) {
    if (local) {
      Bytes script = CommitmentScripts.anchor(params.holder().fundingPubkey());
      TxOutput output = anchorOutput(script);
      drafts.add(new Draft(output, 0, i -> new CommitmentOutput.LocalAnchor(i, output, script)));
    }
    if (remote) {
      Bytes script = CommitmentScripts.anchor(params.counterparty().fundingPubkey());
      TxOutput output = anchorOutput(script);
      drafts.add(new Draft(output, 0, i -> new CommitmentOutput.RemoteAnchor(i, output, script)));
    }
  }

  private static TxOutput anchorOutput(Bytes script) {
    return new TxOutput(CommitmentScripts.ANCHOR_AMOUNT, ScriptTemplates.p2wsh(script));
  }

  private CommitmentTx assemble(long commitmentNumber) {
    List<CommitmentOutput> outputs = new ArrayList<>(drafts.size());
    for (int i = 0; i < drafts.size(); i++) {
      outputs.add(drafts.get(i).place().apply(i));
    }
    ObscuredCommitmentNumber obscured = params.obscuredCommitmentNumber();
    TxInput input = TxInput.unsigned(params.fundingOutPoint(), obscured.sequence(commitmentNumber));
    Transaction unsigned =
        new Transaction(
            2,
            List.of(input),
            drafts.stream().map(Draft::output).toList(),
            obscured.locktime(commitmentNumber));
    return new CommitmentTx(params, commitmentNumber, keys, spec, unsigned, outputs);
  }
}
