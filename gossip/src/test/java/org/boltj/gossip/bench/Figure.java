package org.boltj.gossip.bench;

import java.util.Map;

/**
 * One line of the results.
 *
 * @param part of the benchmark
 * @param what was measured
 * @param who was measured
 * @param values by name, the unit at the end of the name
 */
record Figure(String part, String what, String who, Map<String, Object> values, Aim aim) {}
