package org.boltj.commitment;

/** Which way an HTLC goes, seen from the holder of the commitment. */
public enum HtlcDirection {
  /** The holder pays; it gets the amount back by HTLC-timeout. */
  OFFERED(0),
  /** The holder is paid; it takes the amount by HTLC-success. */
  RECEIVED(1);

  private final int code;

  HtlcDirection(int code) {
    this.code = code;
  }

  /** The number that stands for it in stored records, 0 or 1. */
  public int code() {
    return code;
  }

  /** The direction that such a number stands for. */
  public static HtlcDirection ofCode(int code) {
    return switch (code) {
      case 0 -> OFFERED;
      case 1 -> RECEIVED;
      default -> throw new IllegalArgumentException("no direction of HTLCs: " + code);
    };
  }

  /** The direction seen from the other side. */
  public HtlcDirection opposite() {
    return this == OFFERED ? RECEIVED : OFFERED;
  }
}
