package org.boltj.transport;

import java.net.InetAddress;
import java.net.UnknownHostException;

/** Finds the addresses of a host, in the order in which they are to be tried. May block. */
interface NameLookup {
  InetAddress[] lookUp(String host) throws UnknownHostException;
}
