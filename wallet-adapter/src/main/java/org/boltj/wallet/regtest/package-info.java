/**
 * A Bitcoin regtest chain inside the process: blocks, mempool, consensus and relay policy, driven
 * by calls. Holds no clock, thread or socket, and no key that guards anything.
 */
@NullMarked
package org.boltj.wallet.regtest;

import org.jspecify.annotations.NullMarked;
