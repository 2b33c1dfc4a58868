/**
 * What a simulation leaves behind: files of payments and measures, a chart, and the command that
 * makes them. Holds no rule of the protocol.
 */
@NullMarked
package org.boltj.sim.report;

import org.jspecify.annotations.NullMarked;
