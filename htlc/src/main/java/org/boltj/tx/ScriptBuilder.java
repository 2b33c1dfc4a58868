package org.boltj.tx;

import java.io.ByteArrayOutputStream;
import org.boltj.base.Bytes;
import org.boltj.base.PublicKey;

/** Builds a script from opcodes, pushes and numbers, each in its shortest form. */
public final class ScriptBuilder {
  private final ByteArrayOutputStream script = new ByteArrayOutputStream(160);

  /** Appends opcodes of {@link Op}. */
  public ScriptBuilder op(int... opcodes) {
    for (int opcode : opcodes) {
      script.write(opcode);
    }
    return this;
  }

  /** Pushes up to 65535 bytes. */
  public ScriptBuilder push(Bytes data) {
    int size = data.size();
    if (size < Op.PUSHDATA1) {
      script.write(size);
    } else if (size < 0x100) {
      op(Op.PUSHDATA1, size);
    } else if (size < 0x1_0000) {
      op(Op.PUSHDATA2, size & 0xff, size >> 8);
    } else {
      throw new IllegalArgumentException("a push cannot have " + size + " bytes");
    }
    return append(data);
  }

  public ScriptBuilder push(PublicKey key) {
    return push(key.value());
  }

  /** Pushes a number that is not negative: OP_0 to OP_16, or its little-endian bytes. */
  public ScriptBuilder number(long number) {
    if (number < 0) {
      throw new IllegalArgumentException("not needed by any script: " + number);
    }
    if (number <= 16) {
      return op(number == 0 ? 0 : Op.ONE - 1 + (int) number);
    }
    // One bit more than the number has, because the highest bit is its sign.
    int size = (64 - Long.numberOfLeadingZeros(number)) / 8 + 1;
    script.write(size);
    for (int i = 0; i < size; i++) {
      script.write((int) (number >>> (8 * i)));
    }
    return this;
  }

  /** Appends a part of a script as it is. */
  public ScriptBuilder append(Bytes part) {
    script.writeBytes(part.toArray());
    return this;
  }

  public Bytes build() {
    return Bytes.wrap(script.toByteArray());
  }
}
