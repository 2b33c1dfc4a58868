package org.boltj.tx;

/** The opcodes of Bitcoin Script that Lightning's scripts use. */
public final class Op {
  public static final int PUSHDATA1 = 0x4c;
  public static final int PUSHDATA2 = 0x4d;
  public static final int ONE = 0x51;
  public static final int TWO = 0x52;
  public static final int SIXTEEN = 0x60;
  public static final int IF = 0x63;
  public static final int NOTIF = 0x64;
  public static final int ELSE = 0x67;
  public static final int ENDIF = 0x68;
  public static final int RETURN = 0x6a;
  public static final int IFDUP = 0x73;
  public static final int DROP = 0x75;
  public static final int DUP = 0x76;
  public static final int SWAP = 0x7c;
  public static final int SIZE = 0x82;
  public static final int EQUAL = 0x87;
  public static final int EQUALVERIFY = 0x88;
  public static final int HASH160 = 0xa9;
  public static final int CHECKSIG = 0xac;
  public static final int CHECKSIGVERIFY = 0xad;
  public static final int CHECKMULTISIG = 0xae;
  public static final int CHECKLOCKTIMEVERIFY = 0xb1;
  public static final int CHECKSEQUENCEVERIFY = 0xb2;

  private Op() {}
}
