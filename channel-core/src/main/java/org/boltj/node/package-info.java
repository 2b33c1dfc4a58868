/**
 * The node: the loop in which events become steps, writes and effects, and the API of an
 * application. The one place with side effects; holds no rule of a channel, of a payment or of
 * gossip.
 *
 * <p>Start to read at {@link org.boltj.node.LightningNode}, then {@code NodeCore}.
 */
@NullMarked
package org.boltj.node;

import org.jspecify.annotations.NullMarked;
