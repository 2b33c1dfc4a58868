package org.boltj.examples;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;

/**
 * What the demo has measured; its last line of output.
 *
 * @param paid payments that succeeded
 * @param failed payments that failed, as they should
 * @param hops of the longest route that a payment took
 * @param parts the most routes that one payment took
 * @param feesMsat what payers paid to the nodes between, msat
 * @param onchainSatBefore all coins of the nodes at the beginning, sat
 * @param onchainSatAfter the same at the end, sat
 * @param minerFeesSat what miners were paid between, sat
 */
record DemoResult(
    int nodes,
    int paid,
    int failed,
    int hops,
    int parts,
    long feesMsat,
    long onchainSatBefore,
    long onchainSatAfter,
    long minerFeesSat) {
  private static final ObjectMapper JSON = new ObjectMapper();

  /** One line of JSON. */
  String toJson() {
    return JSON.createObjectNode()
        .put("demo", "ok")
        .put("nodes", nodes)
        .put("paid", paid)
        .put("failed", failed)
        .put("hops", hops)
        .put("parts", parts)
        .put("fees_msat", feesMsat)
        .put("onchain_sat_before", onchainSatBefore)
        .put("onchain_sat_after", onchainSatAfter)
        .put("miner_fees_sat", minerFeesSat)
        .toString();
  }

  /** The same for a demo that went wrong. */
  static String failure(Throwable error) {
    ObjectNode node = JSON.createObjectNode().put("demo", "failed");
    return node.put("error", error instanceof DemoFailure ? error.getMessage() : error.toString())
        .toString();
  }
}
