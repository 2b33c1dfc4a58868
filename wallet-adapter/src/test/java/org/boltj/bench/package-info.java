/**
 * Measures of whole nodes, each beside its limit and a rival in the same run; never a test of what
 * is right.
 */
@NullMarked
package org.boltj.bench;

import org.jspecify.annotations.NullMarked;
