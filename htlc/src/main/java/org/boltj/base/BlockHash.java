package org.boltj.base;

/**
 * A block hash, or a chain_hash when it is the hash of a genesis block; wire (internal) byte order.
 */
public record BlockHash(Bytes value) {
  public BlockHash {
    value.requireSize(32, "a block hash");
  }

  public static BlockHash fromHex(String hex) {
    return new BlockHash(Bytes.fromHex(hex));
  }

  /** From the usual display form: hexadecimal, last byte first. */
  public static BlockHash fromDisplay(String hex) {
    return new BlockHash(Bytes.fromHex(hex).reversed());
  }

  /** The usual display form: hexadecimal, last byte first. */
  @Override
  public String toString() {
    return value.reversed().toHex();
  }
}
