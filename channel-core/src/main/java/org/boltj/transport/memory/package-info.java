/**
 * Connections between nodes of one process, without sockets and encryption: for simulations and
 * tests.
 */
@NullMarked
package org.boltj.transport.memory;

import org.jspecify.annotations.NullMarked;
