package dev.seshat.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes secrets out of texts: keys, tokens and passwords by their well-known patterns, each replaced by
/// `[masked:KIND]`.
///
/// A text is walked once. A pattern is tried only where its first letters stand, its quantifiers are possessive or
/// bounded, and what starts it cannot stand inside its own failed attempt; so the time is linear in the text.
public final class Secrets {
  private static final int MASK_WHOLE_KEY = 100_000;

  /// A text without its secrets, and how many there were.
  public record Masked(String text, int count) {}

  /// A kind of secret.
  ///
  /// @param prefix how it begins
  /// @param before the characters that may not stand before it
  /// @param pattern the whole; its first group is what is masked
  private record Rule(String kind, String prefix, Before before, Pattern pattern) {
    static Rule token(String kind, String prefix, String rest) {
      return new Rule(
          kind,
          prefix,
          Before.NO_LETTER,
          Pattern.compile("(" + Pattern.quote(prefix) + rest + ")"));
    }

    static Rule value(String kind, String prefix, String regex) {
      return new Rule(kind, prefix, Before.ANYTHING, Pattern.compile(regex));
    }
  }

  private enum Before {
    ANYTHING,
    NO_LETTER,
    NO_TOKEN;

    boolean allows(String text, int at) {
      if (this == ANYTHING || at == 0) {
        return true;
      }
      char c = text.charAt(at - 1);
      boolean letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
      return !letter && (this == NO_LETTER || (c != '-' && c != '_'));
    }
  }

  private static final String BEARER = "[ \\t]{1,8}+([A-Za-z0-9._~+/=-]{16,}+)";
  private static final String BASIC =
      "['\"\\\\]{0,3}[:=][ \\t'\"\\\\]{0,6}[Bb]asic ([A-Za-z0-9+/=_-]{8,}+)";

  /// In the order in which they are tried where two begin alike.
  private static final List<Rule> RULES =
      List.of(
          Rule.token("anthropic-key", "sk-ant-", "[A-Za-z0-9_-]{12,}+"),
          Rule.token("api-key", "sk-", "[A-Za-z0-9_-]{20,}+"),
          Rule.token("stripe-key", "sk_live_", "[A-Za-z0-9]{16,}+"),
          Rule.token("stripe-key", "rk_live_", "[A-Za-z0-9]{16,}+"),
          Rule.token("github-token", "ghp_", "[A-Za-z0-9]{20,}+"),
          Rule.token("github-token", "gho_", "[A-Za-z0-9]{20,}+"),
          Rule.token("github-token", "ghu_", "[A-Za-z0-9]{20,}+"),
          Rule.token("github-token", "ghs_", "[A-Za-z0-9]{20,}+"),
          Rule.token("github-token", "ghr_", "[A-Za-z0-9]{20,}+"),
          Rule.token("github-token", "github_pat_", "[A-Za-z0-9_]{20,}+"),
          Rule.token("gitlab-token", "glpat-", "[A-Za-z0-9_-]{16,}+"),
          Rule.token("npm-token", "npm_", "[A-Za-z0-9]{30,}+"),
          Rule.token("huggingface-token", "hf_", "[A-Za-z0-9]{30,}+"),
          Rule.token("aws-key-id", "AKIA", "[0-9A-Z]{16}(?![0-9A-Za-z])"),
          Rule.token("aws-key-id", "ASIA", "[0-9A-Z]{16}(?![0-9A-Za-z])"),
          Rule.token("seshat-token", "seshat_", "[A-Za-z0-9_-]{43}"),
          Rule.token("slack-token", "xox", "[abeoprs]-[A-Za-z0-9-]{10,}+"),
          Rule.token("google-key", "AIza", "[0-9A-Za-z_-]{35}"),
          new Rule(
              "jwt",
              "eyJ",
              Before.NO_TOKEN,
              Pattern.compile(
                  "(eyJ[A-Za-z0-9_-]{6,}+\\.[A-Za-z0-9_-]{6,}+(?:\\.[A-Za-z0-9_-]*+)?)")),
          Rule.value("bearer-token", "Bearer", "Bearer" + BEARER),
          Rule.value("bearer-token", "bearer", "bearer" + BEARER),
          Rule.value("bearer-token", "BEARER", "BEARER" + BEARER),
          Rule.value("basic-auth", "Authorization", "Authorization" + BASIC),
          Rule.value("basic-auth", "authorization", "authorization" + BASIC),
          Rule.value(
              "url-password", "://", "://[^\\s/:@\"'<>\\[]{0,128}+:([^\\s/@\"'<>\\[]{1,256}+)@"));

  private static final List<List<Rule>> BY_FIRST = byFirst();

  private static List<List<Rule>> byFirst() {
    List<List<Rule>> rules = new ArrayList<>();
    for (int c = 0; c < 128; c++) {
      char first = (char) c;
      rules.add(RULES.stream().filter(rule -> rule.prefix().charAt(0) == first).toList());
    }
    return List.copyOf(rules);
  }

  private Secrets() {}

  /// The text without its secrets. Masking it again changes nothing.
  public static Masked mask(String text) {
    if (text.length() < 6) {
      return new Masked(text, 0);
    }
    Masked keys = privateKeys(text);
    String masked = keys.text();
    int count = keys.count();
    Masked tokens = tokens(masked);
    masked = tokens.text();
    count += tokens.count();
    Masked assigned = Assignments.mask(masked);
    return new Masked(assigned.text(), count + assigned.count());
  }

  /// The value of a field that is named like a secret, masked as a whole; null if the name says no such thing.
  static @Nullable Masked maskField(String name, String value) {
    String kind = Assignments.kindOf(name.toLowerCase(Locale.ROOT));
    return kind != null && Assignments.looksSecret(kind, value, true)
        ? new Masked("[masked:" + kind + "]", 1)
        : null;
  }

  private static Masked tokens(String text) {
    StringBuilder out = null;
    int from = 0;
    int count = 0;
    for (int i = 0; i < text.length() - 3; i++) {
      char c = text.charAt(i);
      List<Rule> rules = c < 128 ? BY_FIRST.get(c) : List.of();
      for (Rule rule : rules) {
        Matcher found = at(rule, text, i);
        if (found != null) {
          out = out == null ? new StringBuilder(text.length()) : out;
          out.append(text, from, found.start(1)).append("[masked:").append(rule.kind()).append(']');
          from = found.end(1);
          i = from - 1;
          count++;
          break;
        }
      }
    }
    return out == null
        ? new Masked(text, 0)
        : new Masked(out.append(text, from, text.length()).toString(), count);
  }

  private static @Nullable Matcher at(Rule rule, String text, int at) {
    if (!text.startsWith(rule.prefix(), at) || !rule.before().allows(text, at)) {
      return null;
    }
    Matcher matcher = rule.pattern().matcher(text).region(at, text.length());
    return matcher.lookingAt() ? matcher : null;
  }

  /// PEM private keys, found by hand: from the line that begins one to the line that ends it, or, when that is
  /// missing, a bounded stretch.
  private static Masked privateKeys(String text) {
    String begin = "-----BEGIN ";
    int at = text.indexOf(begin);
    if (at < 0) {
      return new Masked(text, 0);
    }
    StringBuilder out = new StringBuilder(text.length());
    int from = 0;
    int count = 0;
    while (at >= 0) {
      int title = at + begin.length();
      int titleEnd = text.indexOf("-----", title);
      boolean isKey =
          titleEnd >= 0
              && titleEnd - title < 64
              && text.substring(title, titleEnd).contains("PRIVATE KEY");
      if (isKey) {
        int end = endOfKey(text, titleEnd + 5);
        out.append(text, from, at).append("[masked:private-key]");
        from = end;
        count++;
        at = text.indexOf(begin, end);
      } else {
        at = text.indexOf(begin, title);
      }
    }
    return new Masked(out.append(text, from, text.length()).toString(), count);
  }

  private static int endOfKey(String text, int from) {
    int limit = (int) Math.min(text.length(), from + (long) MASK_WHOLE_KEY);
    int end = text.substring(from, limit).indexOf("-----END ");
    if (end >= 0) {
      int dashes = text.indexOf("-----", from + end + 9);
      return dashes >= 0 && dashes - (from + end) < 80 ? dashes + 5 : from + end + 9;
    }
    int stop = from;
    while (stop < limit && isKeyText(text.charAt(stop))) {
      stop++;
    }
    return stop;
  }

  private static boolean isKeyText(char c) {
    return (c >= 'A' && c <= 'Z')
        || (c >= 'a' && c <= 'z')
        || (c >= '0' && c <= '9')
        || "+/=\r\n\\ -:,".indexOf(c) >= 0;
  }
}
