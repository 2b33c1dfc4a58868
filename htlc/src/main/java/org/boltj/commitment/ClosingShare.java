package org.boltj.commitment;

import org.boltj.base.Bytes;
import org.boltj.base.MilliSatoshi;

/** What one side has when the channel closes, and the script that it named in {@code shutdown}. */
public record ClosingShare(MilliSatoshi balance, Bytes scriptPubKey) {}
