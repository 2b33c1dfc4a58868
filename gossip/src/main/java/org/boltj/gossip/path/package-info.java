/**
 * Finding routes through the graph, our own channels and the hints of invoices. Holds no payment
 * state: what was tried before comes in with the request and the scorer.
 *
 * <p>The cost function ({@link org.boltj.gossip.path.CostWeights}), the probability model and what
 * is exact are explained, with sources, in the module's {@code README.md}.
 */
@NullMarked
package org.boltj.gossip.path;

import org.jspecify.annotations.NullMarked;
