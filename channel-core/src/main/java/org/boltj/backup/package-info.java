/**
 * The static backup of a node's channels: what it holds, how it is sealed, and the channel that
 * comes out of it. Pure; holds no files, sockets or clocks.
 */
@NullMarked
package org.boltj.backup;

import org.jspecify.annotations.NullMarked;
