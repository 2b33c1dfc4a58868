package org.boltj.bolt5;

/** What goes on beside the case itself. */
enum Disturbance {
  NONE,
  /** Both sides start again from their stores after each block. */
  RESTARTS,
  /** Every seventh block, a branch takes back 1 to 6 blocks. */
  REORGS
}
