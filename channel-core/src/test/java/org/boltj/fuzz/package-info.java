/**
 * Targets of the fuzzer, and their saved inputs as plain tests. Targets that need what other
 * packages keep to themselves stand there.
 */
package org.boltj.fuzz;
