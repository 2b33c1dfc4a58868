/**
 * The network as files hold it: graphs read from and written to the formats of LND, Core Lightning,
 * LDK and our own, and made by a seeded generator. A file becomes one complete immutable {@link
 * org.boltj.gossip.snapshot.GraphSnapshot} or an error that says where it is wrong; only then is it
 * put into a graph. Holds no signatures and no rules about which channels may be believed.
 */
@NullMarked
package org.boltj.gossip.snapshot;

import org.jspecify.annotations.NullMarked;
