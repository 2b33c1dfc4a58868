package org.boltj.tx;

/** What a signature of an input covers; BOLT 3 uses these two. */
public enum SigHashType {
  /** All inputs and all outputs. */
  ALL(0x01),
  /** This input and the output of the same index, so that others can be added to pay the fee. */
  SINGLE_ANYONECANPAY(0x83);

  private final int flag;

  SigHashType(int flag) {
    this.flag = flag;
  }

  /** The byte behind the signature in a witness. */
  public int flag() {
    return flag;
  }
}
