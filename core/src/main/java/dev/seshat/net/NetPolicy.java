package dev.seshat.net;

import dev.seshat.SeshatException.Invalid;
import java.net.InetAddress;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// Which machines may be called: all that have public addresses, and those that the owner allows by name or number.
///
/// The owner's list is words between commas: a host (`wiki.lan`), all hosts below one (`*.lan`), an address (`10.0.0.7`,
/// `[fd00::7]`), a block of addresses (`10.1.0.0/16`); each but a block may name the one port that is meant
/// (`127.0.0.1:8080`).
public final class NetPolicy {
  /// Public addresses alone.
  public static final NetPolicy PUBLIC = new NetPolicy(List.of(), List.of());

  private record Host(String name, int port) {
    boolean covers(String host, int asked) {
      return (port < 0 || port == asked)
          && (name.startsWith("*.") ? host.endsWith(name.substring(1)) : host.equals(name));
    }
  }

  private final List<Host> hosts;
  private final List<AddressBlock> blocks;

  private NetPolicy(List<Host> hosts, List<AddressBlock> blocks) {
    this.hosts = List.copyOf(hosts);
    this.blocks = List.copyOf(blocks);
  }

  /// Public addresses, and what the list names.
  ///
  /// @throws Invalid if a word of it is none that is known
  public static NetPolicy allowing(String list) {
    List<Host> hosts = new ArrayList<>();
    List<AddressBlock> blocks = new ArrayList<>();
    for (String word : list.split("[,\\s]+")) {
      if (word.isEmpty()) {
        continue;
      }
      if (word.contains("/")) {
        blocks.add(block(word));
      } else {
        hosts.add(host(word));
      }
    }
    return new NetPolicy(hosts, blocks);
  }

  private static AddressBlock block(String word) {
    try {
      return AddressBlock.of(word, "an allowed address");
    } catch (IllegalArgumentException e) {
      throw new Invalid("allow", "'" + word + "' is no block of addresses such as 10.1.0.0/16");
    }
  }

  private static Host host(String word) {
    String wild = word.startsWith("*.") ? "*." : "";
    try {
      WebUrl url = WebUrl.parse("http://" + word.substring(wild.length()) + "/");
      boolean hasPort = word.toLowerCase(Locale.ROOT).matches(".*[^:\\]]:[0-9]+|.*\\]:[0-9]+");
      return new Host(wild + url.host(), hasPort ? url.port() : -1);
    } catch (Invalid e) {
      throw new Invalid(
          "allow", "'" + word + "' is no host, such as wiki.lan, *.lan or 127.0.0.1:8080");
    }
  }

  /// Whether the owner allows this host whatever its addresses are.
  boolean allows(WebUrl url) {
    return hosts.stream().anyMatch(each -> each.covers(url.host(), url.port()));
  }

  /// Why an address of a host may not be called; null if it may.
  @Nullable String refusal(WebUrl url, InetAddress address) {
    String what = AddressBlock.special(address);
    if (what == null || allows(url) || blocks.stream().anyMatch(each -> each.contains(address))) {
      return null;
    }
    String number = address.getHostAddress();
    String subject =
        url.isNumber() || number.equals(url.host())
            ? url.host() + " is "
            : url.host() + " leads to " + number + ", ";
    return subject
        + what
        + "; this machine and private networks are not called unless their owner allows the host";
  }
}
