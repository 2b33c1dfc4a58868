/**
 * What past payments taught about channels, as penalties for path finding. Holds no path finding
 * and no clock.
 */
@NullMarked
package org.boltj.gossip.scoring;

import org.jspecify.annotations.NullMarked;
