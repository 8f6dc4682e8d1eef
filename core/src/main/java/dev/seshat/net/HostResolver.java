package dev.seshat.net;

import java.net.InetAddress;
import java.net.UnknownHostException;

/// Where a host's addresses come from.
@FunctionalInterface
public interface HostResolver {
  /// The names that this machine knows.
  HostResolver SYSTEM = InetAddress::getAllByName;

  /// All addresses of a host, at least one.
  InetAddress[] resolve(String host) throws UnknownHostException;
}
