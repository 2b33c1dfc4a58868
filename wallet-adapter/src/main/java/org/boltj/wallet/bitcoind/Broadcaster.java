package org.boltj.wallet.bitcoind;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.List;
import org.boltj.port.PublishResult;
import org.boltj.tx.Transaction;
import org.jspecify.annotations.Nullable;

/** Hands transactions to Bitcoin Core's mempool. */
final class Broadcaster {
  /** Bitcoin Core: the transaction is in a block already. */
  private static final int ALREADY_IN_CHAIN = -27;

  private final BitcoinRpc rpc;

  Broadcaster(BitcoinRpc rpc) {
    this.rpc = rpc;
  }

  /** Parents first; a package is tried as a whole when one of its members fails alone. */
  PublishResult publish(List<Transaction> transactions) {
    List<PublishResult> results = new ArrayList<>();
    try {
      for (Transaction tx : transactions) {
        results.add(publishOne(tx));
      }
      PublishResult together = worst(results);
      if (together instanceof PublishResult.Rejected && transactions.size() > 1) {
        PublishResult asPackage = publishPackage(transactions);
        return asPackage == null ? together : asPackage;
      }
      return together;
    } catch (RpcException e) {
      return new PublishResult.Unavailable(String.valueOf(e.getMessage()));
    }
  }

  private PublishResult publishOne(Transaction tx) throws RpcException {
    try {
      rpc.call("sendrawtransaction", tx.serialize().toHex());
      return new PublishResult.Accepted();
    } catch (RpcException e) {
      if (e.kind() != RpcException.Kind.REFUSED) {
        throw e;
      }
      String reason = String.valueOf(e.getMessage());
      return e.code() == ALREADY_IN_CHAIN || isKnown(reason)
          ? new PublishResult.AlreadyKnown()
          : new PublishResult.Rejected(reason);
    }
  }

  /** The result of {@code submitpackage}, or null from nodes before version 26. */
  private @Nullable PublishResult publishPackage(List<Transaction> transactions)
      throws RpcException {
    List<String> hex = transactions.stream().map(tx -> tx.serialize().toHex()).toList();
    try {
      return readPackage(rpc.call("submitpackage", hex));
    } catch (RpcException e) {
      if (e.isUnknownMethod()) {
        return null;
      }
      if (e.kind() != RpcException.Kind.REFUSED) {
        throw e;
      }
      return new PublishResult.Rejected(String.valueOf(e.getMessage()));
    }
  }

  private static PublishResult readPackage(JsonNode answer) {
    for (JsonNode tx : answer.path("tx-results")) {
      String error = tx.path("error").asText("");
      if (!error.isEmpty() && !isKnown(error)) {
        return new PublishResult.Rejected(error);
      }
    }
    String message = answer.path("package_msg").asText("success");
    return message.equals("success")
        ? new PublishResult.Accepted()
        : new PublishResult.Rejected(message);
  }

  private static boolean isKnown(String reason) {
    return reason.contains("already in mempool")
        || reason.contains("already-in-mempool")
        || reason.contains("already-known")
        || reason.contains("already in block chain")
        || reason.contains("already in utxo set");
  }

  private static PublishResult worst(List<PublishResult> results) {
    PublishResult worst = new PublishResult.AlreadyKnown();
    for (PublishResult result : results) {
      if (result instanceof PublishResult.Rejected) {
        return result;
      }
      if (result instanceof PublishResult.Accepted) {
        worst = result;
      }
    }
    return worst;
  }
}
