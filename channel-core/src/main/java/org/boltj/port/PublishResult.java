package org.boltj.port;

/** What became of a broadcast. */
public sealed interface PublishResult {

  /** The transactions are in the mempool. */
  record Accepted() implements PublishResult {}

  /** They were in the mempool or in a block before. */
  record AlreadyKnown() implements PublishResult {}

  /**
   * The chain refused them, for instance for their fee or because an input is spent.
   *
   * @param reason as the chain gives it
   */
  record Rejected(String reason) implements PublishResult {}

  /**
   * The chain could not be asked; the node tries again with the next block.
   *
   * @param reason in words for an operator
   */
  record Unavailable(String reason) implements PublishResult {}
}
