package org.boltj.wallet.regtest;

import java.util.List;
import java.util.Optional;
import org.boltj.base.Bytes;
import org.boltj.tx.Transaction;
import org.boltj.tx.TxInput;
import org.boltj.tx.TxOutput;

/** What nodes relay, beyond what blocks allow ("standardness"); in Bitcoin Core's order. */
final class StandardRules {
  private static final long MAX_STANDARD_WEIGHT = 400_000;
  private static final int MIN_NON_WITNESS_SIZE = 65;
  private static final int MAX_SCRIPTSIG_SIZE = 1650;
  private static final int MAX_NULL_DATA_SIZE = 83;
  private static final int MAX_P2WSH_SCRIPT_SIZE = 3600;
  private static final int MAX_P2WSH_STACK_ITEMS = 100;
  private static final int MAX_STACK_ITEM_SIZE = 80;

  private StandardRules() {}

  static Optional<Refusal> transaction(Transaction tx, RelayPolicy policy) {
    return Refusal.when(tx.version() < 1 || tx.version() > 3, RefusalReason.VERSION)
        .or(() -> Refusal.when(tx.weight() > MAX_STANDARD_WEIGHT, RefusalReason.TX_SIZE))
        .or(() -> scriptSigs(tx))
        .or(() -> outputs(tx, policy))
        .or(
            () ->
                Refusal.when(
                    nonWitnessSize(tx) < MIN_NON_WITNESS_SIZE, RefusalReason.TX_SIZE_SMALL));
  }

  private static Optional<Refusal> scriptSigs(Transaction tx) {
    for (TxInput input : tx.inputs()) {
      if (input.scriptSig().size() > MAX_SCRIPTSIG_SIZE) {
        return Refusal.of(RefusalReason.SCRIPTSIG_SIZE, "");
      }
      if (!ScriptType.isPushOnly(input.scriptSig())) {
        return Refusal.of(RefusalReason.SCRIPTSIG_NOT_PUSH_ONLY, "");
      }
    }
    return Optional.empty();
  }

  private static Optional<Refusal> outputs(Transaction tx, RelayPolicy policy) {
    int dataOutputs = 0;
    for (TxOutput output : tx.outputs()) {
      ScriptType type = ScriptType.of(output.scriptPubKey());
      if (type == ScriptType.NONSTANDARD) {
        return Refusal.of(RefusalReason.SCRIPT_PUBKEY, output.scriptPubKey().toHex());
      }
      if (type == ScriptType.NULL_DATA
          && (++dataOutputs > 1 || output.scriptPubKey().size() > MAX_NULL_DATA_SIZE)) {
        return Refusal.of(RefusalReason.DATA_CARRIER, "");
      }
      long limit = dustLimit(output.scriptPubKey(), policy.dustRelaySatPerKvB());
      if (output.amount().sat() < limit) {
        return Refusal.of(
            RefusalReason.DUST, output.amount() + " for " + type + ", at least " + limit + " sat");
      }
    }
    return Optional.empty();
  }

  /**
   * The least that an output may hold, in satoshis: what it costs to create and to spend it. At the
   * default rate these are 546 for P2PKH, 540 for P2SH, 294 for P2WPKH, 330 for P2WSH and taproot
   * (BOLT 3, "Dust Limits").
   */
  static long dustLimit(Bytes scriptPubKey, long satPerKvB) {
    if (ScriptType.isUnspendable(scriptPubKey)) {
      return 0;
    }
    int spendSize = ScriptType.isWitnessProgram(scriptPubKey) ? 32 + 4 + 1 + 107 / 4 + 4 : 148;
    int countSize = scriptPubKey.size() < 0xfd ? 1 : 3;
    return satPerKvB * (8 + countSize + scriptPubKey.size() + spendSize) / 1000;
  }

  /** What is spent and with which witness. */
  static Optional<Refusal> inputs(Transaction tx, CoinView coins) {
    for (TxInput input : tx.inputs()) {
      Coin coin = coins.coin(input.outPoint());
      if (coin == null) {
        return Refusal.of(RefusalReason.MISSING_OR_SPENT, input.outPoint().toString());
      }
      ScriptType type = ScriptType.of(coin.output().scriptPubKey());
      if (type == ScriptType.NONSTANDARD || type == ScriptType.WITNESS_UNKNOWN) {
        return Refusal.of(RefusalReason.NONSTANDARD_INPUTS, input.outPoint().toString());
      }
      if (!isStandardWitness(type, input.witness())) {
        return Refusal.of(RefusalReason.NONSTANDARD_WITNESS, input.outPoint().toString());
      }
    }
    return Optional.empty();
  }

  private static boolean isStandardWitness(ScriptType type, List<Bytes> witness) {
    return switch (type) {
      case ANCHOR -> witness.isEmpty();
      case WITNESS_V0_SCRIPT_HASH ->
          !witness.isEmpty()
              && witness.get(witness.size() - 1).size() <= MAX_P2WSH_SCRIPT_SIZE
              && witness.size() - 1 <= MAX_P2WSH_STACK_ITEMS
              && witness.subList(0, witness.size() - 1).stream()
                  .allMatch(item -> item.size() <= MAX_STACK_ITEM_SIZE);
      case WITNESS_V1_TAPROOT -> !hasAnnex(witness);
      case PAY_TO_PUBKEY, PAY_TO_PUBKEY_HASH, MULTISIG -> witness.isEmpty();
      case PAY_TO_SCRIPT_HASH, NULL_DATA, WITNESS_V0_KEY_HASH, WITNESS_UNKNOWN, NONSTANDARD -> true;
    };
  }

  /** BIP 341: a last item that begins with 0x50. */
  private static boolean hasAnnex(List<Bytes> witness) {
    if (witness.size() < 2) {
      return false;
    }
    Bytes last = witness.get(witness.size() - 1);
    return !last.isEmpty() && last.unsigned(0) == 0x50;
  }

  /** Of the serialization without witnesses, in bytes. */
  private static long nonWitnessSize(Transaction tx) {
    int size = 8 + countSize(tx.inputs().size()) + countSize(tx.outputs().size());
    for (TxInput input : tx.inputs()) {
      size += 40 + countSize(input.scriptSig().size()) + input.scriptSig().size();
    }
    for (TxOutput output : tx.outputs()) {
      size += 8 + countSize(output.scriptPubKey().size()) + output.scriptPubKey().size();
    }
    return size;
  }

  private static int countSize(int count) {
    return count < 0xfd ? 1 : 3;
  }
}
