/** Nodes whose processes are killed while they pay; never a second rule of what a node does. */
@NullMarked
package org.boltj.crash;

import org.jspecify.annotations.NullMarked;
