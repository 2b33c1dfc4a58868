/**
 * The wire encoding of BOLT 1: fixed and truncated integers, BigSize and TLV streams. Holds no
 * message.
 */
@NullMarked
package org.boltj.codec;

import org.jspecify.annotations.NullMarked;
