package org.boltj.node;

import java.util.Optional;
import org.boltj.backup.StaticBackup;

/**
 * What an operator says about a store when something was lost.
 *
 * @param backup channels that come back as lost ones unless the store has them
 * @param restoredCopy whether the store is a copy that may be older than what peers know
 */
record Recovery(Optional<StaticBackup> backup, boolean restoredCopy) {
  static final Recovery NONE = new Recovery(Optional.empty(), false);
}
