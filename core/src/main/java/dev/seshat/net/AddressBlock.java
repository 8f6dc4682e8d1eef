package dev.seshat.net;

import java.net.InetAddress;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// A block of addresses by its prefix, and what such addresses are.
record AddressBlock(byte[] prefix, int bits, String what) {
  /// Everything that is no public address of one machine, by IANA's registries of special-purpose addresses.
  private static final List<AddressBlock> SPECIAL =
      List.of(
          of("0.0.0.0/8", "an address of this machine"),
          of("10.0.0.0/8", "a private address"),
          of("100.64.0.0/10", "an address of a provider's inner network"),
          of("127.0.0.0/8", "a loopback address"),
          of("169.254.0.0/16", "a link-local address"),
          of("172.16.0.0/12", "a private address"),
          of("192.0.0.0/24", "a reserved address"),
          of("192.0.2.0/24", "an address for documentation"),
          of("192.88.99.0/24", "a 6to4 relay address"),
          of("192.168.0.0/16", "a private address"),
          of("198.18.0.0/15", "an address for benchmarks"),
          of("198.51.100.0/24", "an address for documentation"),
          of("203.0.113.0/24", "an address for documentation"),
          of("224.0.0.0/4", "a multicast address"),
          of("255.255.255.255/32", "the broadcast address"),
          of("240.0.0.0/4", "a reserved address"),
          of("::/128", "an address of this machine"),
          of("::1/128", "a loopback address"),
          of("::/96", "an IPv4 address in IPv6 clothes"),
          of("::ffff:0:0/96", "an IPv4 address in IPv6 clothes"),
          of("64:ff9b::/96", "a translated (NAT64) address"),
          of("64:ff9b:1::/48", "a translated (NAT64) address"),
          of("100::/64", "a discarded address"),
          of("2001::/32", "a tunnelled (Teredo) address"),
          of("2001::/23", "a reserved address"),
          of("2001:db8::/32", "an address for documentation"),
          of("2002::/16", "a tunnelled (6to4) address"),
          of("3fff::/20", "an address for documentation"),
          of("fc00::/7", "a private address"),
          of("fe80::/10", "a link-local address"),
          of("fec0::/10", "a private address"),
          of("ff00::/8", "a multicast address"));

  private static final AddressBlock GLOBAL_IPV6 = of("2000::/3", "a public address");

  /// What an address is when it is no public one; null for a public one.
  static @Nullable String special(InetAddress address) {
    byte[] bytes = address.getAddress();
    for (AddressBlock block : SPECIAL) {
      if (block.contains(bytes)) {
        return block.what;
      }
    }
    return bytes.length == 4 || GLOBAL_IPV6.contains(bytes) ? null : "a reserved address";
  }

  /// A block written as `address/bits`.
  ///
  /// @throws IllegalArgumentException if it is none
  static AddressBlock of(String text, String what) {
    int slash = text.indexOf('/');
    byte[] prefix = literal(text.substring(0, slash));
    int bits = Integer.parseInt(text.substring(slash + 1));
    if (bits < 0 || bits > prefix.length * 8) {
      throw new IllegalArgumentException("no block of addresses: " + text);
    }
    return new AddressBlock(prefix, bits, what);
  }

  /// The bytes of an address that is written in numbers; the IPv4 form of IPv6 stays IPv6.
  private static byte[] literal(String text) {
    try {
      if (text.equals("::ffff:0:0")) {
        return new byte[] {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, -1, -1, 0, 0, 0, 0};
      }
      if (!text.matches("[0-9a-fA-F:.]+")) {
        throw new IllegalArgumentException("no address: " + text);
      }
      return InetAddress.ofLiteral(text).getAddress();
    } catch (IllegalArgumentException e) {
      throw new IllegalArgumentException("no address: " + text, e);
    }
  }

  boolean contains(InetAddress address) {
    return contains(address.getAddress());
  }

  private boolean contains(byte[] address) {
    if (address.length != prefix.length) {
      return false;
    }
    int whole = bits / 8;
    for (int i = 0; i < whole; i++) {
      if (address[i] != prefix[i]) {
        return false;
      }
    }
    int rest = bits % 8;
    return rest == 0 || ((address[whole] ^ prefix[whole]) & 0xFF) >> (8 - rest) == 0;
  }
}
