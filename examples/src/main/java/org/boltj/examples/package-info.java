/**
 * Runnable programs, one idea each: read {@link org.boltj.examples.PayOnRegtest} first. Never holds
 * code worth reusing: what others need too belongs into a library module.
 */
@NullMarked
package org.boltj.examples;

import org.jspecify.annotations.NullMarked;
