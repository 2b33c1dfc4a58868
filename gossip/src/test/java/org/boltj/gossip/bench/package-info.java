/**
 * One command that measures the router on any graph, with every figure beside its aim. Holds no
 * test and nothing that the product needs. Rivals are in {@code src/rivals}, which only the profile
 * "rivals" compiles.
 */
@NullMarked
package org.boltj.gossip.bench;

import org.jspecify.annotations.NullMarked;
