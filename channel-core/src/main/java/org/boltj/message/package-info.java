/**
 * The wire messages between two peers (BOLT 1, 2 and the onion_message of BOLT 4), one record each,
 * and the table of all types. Holds no rule on when a message may be sent.
 */
@NullMarked
package org.boltj.message;

import org.jspecify.annotations.NullMarked;
