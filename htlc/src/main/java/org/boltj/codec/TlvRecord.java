package org.boltj.codec;

import org.boltj.base.Bytes;

/** One record of a TLV stream; the type is an unsigned 64-bit number (BOLT 1). */
public record TlvRecord(long type, Bytes value) {}
