/**
 * Follows a chain that can be asked for hashes and blocks: reorganizations, outages, pauses. Holds
 * no protocol to ask with.
 */
@NullMarked
package org.boltj.wallet.follow;

import org.jspecify.annotations.NullMarked;
