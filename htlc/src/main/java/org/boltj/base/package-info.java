/** Value types that everything else is made of: amounts, hashes, keys, heights and identifiers. */
@NullMarked
package org.boltj.base;

import org.jspecify.annotations.NullMarked;
