/** The saved inputs of this module's fuzz targets as plain tests. */
@NullMarked
package org.boltj.gossip.fuzz;

import org.jspecify.annotations.NullMarked;
