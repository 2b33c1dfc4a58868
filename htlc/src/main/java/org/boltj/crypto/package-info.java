/**
 * Cryptography: the curve, hashes and ciphers that the BOLTs name. Holds no key derivation of
 * channels, no protocol state and no source of randomness.
 */
@NullMarked
package org.boltj.crypto;

import org.jspecify.annotations.NullMarked;
