package org.boltj.commitment;

/** Which way an HTLC goes, seen from the holder of the commitment. */
public enum HtlcDirection {
  /** The holder pays; it gets the amount back by HTLC-timeout. */
  OFFERED,
  /** The holder is paid; it takes the amount by HTLC-success. */
  RECEIVED;

  /** The direction seen from the other side. */
  public HtlcDirection opposite() {
    return this == OFFERED ? RECEIVED : OFFERED;
  }
}
