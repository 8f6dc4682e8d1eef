package dev.seshat.net;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.net.IDN;
import java.net.InetAddress;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayDeque;
import java.util.Arrays;
import java.util.Deque;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// An address on the web as it is called: `http` or `https`, a host in its one spelling, a path. It has no user, no
/// password and no fragment, and is ASCII.
///
/// @param host in lower case and without a dot at its end; another alphabet in its ASCII form; an address in numbers as four
///     decimals, or as IPv6 without brackets
/// @param port the one that is called, the scheme's own too
/// @param rest path and query, from its slash on
public record WebUrl(String scheme, String host, int port, String rest) {
  /// What fits into an index of either database.
  public static final int MAX_LENGTH = 2000;

  private static final Pattern PARTS =
      Pattern.compile("(?i)(https?):/{2}([^/?#]*)([^?#]*)(\\?[^#]*)?(#.*)?", Pattern.DOTALL);
  private static final Pattern NAME = Pattern.compile("[a-z0-9_-]+(\\.[a-z0-9_-]+)*");
  private static final String UNRESERVED =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~!$&'()*+,;=:@/";

  /// Ports of services that are no web servers; a browser does not call them either (the list of the Fetch standard).
  private static final int[] OTHER_SERVICES = {
    1, 7, 9, 11, 13, 15, 17, 19, 20, 21, 22, 23, 25, 37, 42, 43, 53, 69, 77, 79, 87, 95, 101, 102,
    103, 104, 109, 110, 111, 113, 115, 117, 119, 123, 135, 137, 139, 143, 161, 179, 389, 427, 465,
    512, 513, 514, 515, 526, 530, 531, 532, 540, 548, 554, 556, 563, 587, 601, 636, 989, 990, 993,
    995, 1719, 1720, 1723, 2049, 3659, 4045, 4190, 5060, 5061, 6000, 6379, 6566, 6665, 6666, 6667,
    6668, 6669, 6679, 6697, 10080, 11211
  };

  /// Reads an address as a browser's address bar would, and refuses what has two meanings.
  ///
  /// @throws Invalid with the path `url` if it is none that can be called
  public static WebUrl parse(String text) {
    String line = text.strip();
    if (line.isEmpty()) {
      throw new Invalid("url", "must not be empty");
    }
    if (line.length() > MAX_LENGTH) {
      throw new Invalid("url", "is longer than " + MAX_LENGTH + " characters");
    }
    if (line.chars().anyMatch(c -> Character.isISOControl(c))) {
      throw new Invalid("url", "has a control character");
    }
    Texts.checked("url", line, MAX_LENGTH);
    Matcher parts = PARTS.matcher(line);
    if (!parts.matches()) {
      throw new Invalid(
          "url", "must begin with http:// or https://, not '" + Texts.shorten(line, 60) + "'");
    }
    String query = parts.group(4) == null ? "" : parts.group(4);
    return of(parts.group(1).toLowerCase(Locale.ROOT), parts.group(2), parts.group(3), query);
  }

  private static WebUrl of(String scheme, String authority, String path, String query) {
    if (authority.indexOf('@') >= 0) {
      throw new Invalid("url", "must not carry a user name or a password");
    }
    if (authority.indexOf('\\') >= 0 || path.indexOf('\\') >= 0) {
      throw new Invalid("url", "has a backslash, which programs read in different ways");
    }
    int colon = authority.endsWith("]") ? -1 : authority.lastIndexOf(':');
    String host = host(colon < 0 ? authority : authority.substring(0, colon));
    int port = port(scheme, colon < 0 ? "" : authority.substring(colon + 1));
    WebUrl url =
        new WebUrl(scheme, host, port, withoutDots(encoded(path, "")) + encoded(query, "?"));
    if (url.toString().length() > MAX_LENGTH) {
      throw new Invalid("url", "is longer than " + MAX_LENGTH + " characters");
    }
    return url;
  }

  private static int port(String scheme, String digits) {
    if (digits.isEmpty()) {
      return scheme.equals("http") ? 80 : 443;
    }
    int port = digits.matches("[0-9]{1,5}") ? Integer.parseInt(digits) : 0;
    if (port < 1 || port > 65535) {
      throw new Invalid("url", "has no port from 1 to 65535 behind its colon");
    }
    if (Arrays.binarySearch(OTHER_SERVICES, port) >= 0) {
      throw new Invalid("url", "names port " + port + ", which is no web server's");
    }
    return port;
  }

  private static String host(String given) {
    if (given.startsWith("[") && given.endsWith("]")) {
      return six(given.substring(1, given.length() - 1));
    }
    String name;
    try {
      name = IDN.toASCII(given, 0).toLowerCase(Locale.ROOT);
    } catch (IllegalArgumentException | IndexOutOfBoundsException e) {
      throw new Invalid("url", "has no valid host: '" + Texts.shorten(given, 60) + "'");
    }
    if (name.endsWith(".")) {
      name = name.substring(0, name.length() - 1);
    }
    if (name.length() > 253 || !NAME.matcher(name).matches()) {
      throw new Invalid("url", "has no valid host: '" + Texts.shorten(given, 60) + "'");
    }
    String last = name.substring(name.lastIndexOf('.') + 1);
    return last.matches("[0-9]+|0x[0-9a-f]*") ? four(name) : name;
  }

  /// Four decimals for an IPv4 address in any spelling that C's `inet_aton` takes: octal, hexadecimal, fewer parts.
  private static String four(String name) {
    String[] parts = name.split("\\.");
    long value = parts.length > 4 ? -1 : 0;
    for (int i = 0; i < parts.length && value >= 0; i++) {
      long part = number(parts[i]);
      boolean last = i == parts.length - 1;
      long max = last ? 1L << (8 * (4 - i)) : 256;
      value = part < 0 || part >= max ? -1 : last ? value * max + part : value * 256 + part;
    }
    if (value < 0) {
      throw new Invalid("url", "has a host that looks like an IPv4 address and is none");
    }
    return "%d.%d.%d.%d".formatted(value >> 24, value >> 16 & 255, value >> 8 & 255, value & 255);
  }

  private static long number(String part) {
    try {
      if (part.startsWith("0x")) {
        return part.length() == 2 ? 0 : Long.parseLong(part.substring(2), 16);
      }
      return part.length() > 1 && part.startsWith("0")
          ? Long.parseLong(part, 8)
          : Long.parseLong(part);
    } catch (NumberFormatException e) {
      return -1;
    }
  }

  private static String six(String text) {
    try {
      if (text.matches("[0-9a-fA-F:.]+") && text.indexOf(':') >= 0) {
        return InetAddress.ofLiteral(text).getHostAddress();
      }
    } catch (IllegalArgumentException e) {
      // Told below, like everything else that is none.
    }
    throw new Invalid("url", "has no valid IPv6 address between its brackets");
  }

  /// What stands in a path or query, with all percent-encoded that must be; what is encoded already stays.
  private static String encoded(String text, String also) {
    StringBuilder out = new StringBuilder(text.length() + 16);
    for (int i = 0; i < text.length(); ) {
      int c = text.codePointAt(i);
      boolean escape = c == '%' && isEscape(text, i);
      if (escape || (c < 128 && (UNRESERVED + also).indexOf(c) >= 0)) {
        out.append((char) c);
      } else {
        for (byte b : Character.toString(c).getBytes(StandardCharsets.UTF_8)) {
          out.append("%%%02X".formatted(b & 0xFF));
        }
      }
      i += Character.charCount(c);
    }
    return out.toString();
  }

  private static boolean isEscape(String text, int at) {
    return at + 2 < text.length()
        && Character.digit(text.charAt(at + 1), 16) >= 0
        && Character.digit(text.charAt(at + 2), 16) >= 0;
  }

  /// The path without `.` and `..`.
  private static String withoutDots(String path) {
    if (!path.contains("/.")) {
      return path.isEmpty() ? "/" : path;
    }
    Deque<String> kept = new ArrayDeque<>();
    String[] steps = path.substring(1).split("/", -1);
    for (int i = 0; i < steps.length; i++) {
      boolean last = i == steps.length - 1;
      if (steps[i].equals("..")) {
        kept.pollLast();
      } else if (!steps[i].equals(".")) {
        kept.addLast(steps[i]);
        continue;
      }
      if (last) {
        kept.addLast("");
      }
    }
    return "/" + String.join("/", kept);
  }

  /// Where a reference on this page leads, such as the one that a redirect names.
  ///
  /// @throws Invalid if it is none that can be called
  public WebUrl resolve(String reference) {
    String line = reference.strip();
    if (line.matches("(?is)[a-z][a-z0-9+.-]*:.*")) {
      return parse(line);
    }
    if (line.startsWith("//")) {
      return parse(scheme + ":" + line);
    }
    String path = rest.indexOf('?') < 0 ? rest : rest.substring(0, rest.indexOf('?'));
    if (line.isEmpty() || line.startsWith("#")) {
      return this;
    }
    if (line.startsWith("/")) {
      return parse(origin() + line);
    }
    return parse(
        origin()
            + (line.startsWith("?") ? path : path.substring(0, path.lastIndexOf('/') + 1))
            + line);
  }

  /// Whether the host is an address in numbers.
  public boolean isNumber() {
    return host.indexOf(':') >= 0 || host.matches("[0-9.]+");
  }

  /// Scheme, host and, unless it is the scheme's own, port.
  public String origin() {
    String name = host.indexOf(':') >= 0 ? "[" + host + "]" : host;
    boolean usual = port == (scheme.equals("http") ? 80 : 443);
    return scheme + "://" + name + (usual ? "" : ":" + port);
  }

  /// The same as Java's own kind of address.
  URI uri() {
    return URI.create(toString());
  }

  /// The address in its one spelling.
  @Override
  public String toString() {
    return origin() + rest;
  }
}
