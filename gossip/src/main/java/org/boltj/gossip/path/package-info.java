/**
 * Finding routes through the graph, our own channels and the hints of invoices. Holds no payment
 * state: what was tried before comes in with the request and the scorer.
 */
@NullMarked
package org.boltj.gossip.path;

import org.jspecify.annotations.NullMarked;
