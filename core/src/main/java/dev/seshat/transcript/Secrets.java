package dev.seshat.transcript;

import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Takes secrets out of texts: keys, tokens and passwords by their well-known patterns, each replaced by
/// `[masked:KIND]`.
///
/// Every pattern takes time linear in the text: quantifiers are possessive or bounded, and what starts a pattern
/// cannot stand inside its own failed attempt.
final class Secrets {
  private static final int MASK_WHOLE_KEY = 100_000;

  /// A text without its secrets, and how many there were.
  record Masked(String text, int count) {}

  /// @param hint a piece of text without which the pattern cannot match; looked for first, because that is fast
  /// @param secret which group of the pattern is the secret
  private record Rule(String kind, String hint, Pattern pattern, int secret) {
    static Rule of(String kind, String hint, String regex) {
      return new Rule(kind, hint, Pattern.compile("(?<![A-Za-z0-9])(" + regex + ")"), 1);
    }
  }

  private static final List<Rule> RULES =
      List.of(
          Rule.of("anthropic-key", "sk-ant-", "sk-ant-[A-Za-z0-9_-]{12,}+"),
          Rule.of("api-key", "sk-", "sk-[A-Za-z0-9_-]{20,}+"),
          Rule.of("stripe-key", "k_live_", "[sr]k_live_[A-Za-z0-9]{16,}+"),
          Rule.of("github-token", "gh", "gh[pousr]_[A-Za-z0-9]{20,}+"),
          Rule.of("github-token", "github_pat_", "github_pat_[A-Za-z0-9_]{20,}+"),
          Rule.of("gitlab-token", "glpat-", "glpat-[A-Za-z0-9_-]{16,}+"),
          Rule.of("npm-token", "npm_", "npm_[A-Za-z0-9]{30,}+"),
          Rule.of("huggingface-token", "hf_", "hf_[A-Za-z0-9]{30,}+"),
          Rule.of("aws-key-id", "KIA", "AKIA[0-9A-Z]{16}(?![0-9A-Za-z])"),
          Rule.of("aws-key-id", "SIA", "ASIA[0-9A-Z]{16}(?![0-9A-Za-z])"),
          Rule.of("slack-token", "xox", "xox[abeoprs]-[A-Za-z0-9-]{10,}+"),
          Rule.of("google-key", "AIza", "AIza[0-9A-Za-z_-]{35}"),
          new Rule(
              "jwt",
              "eyJ",
              // the look-behind keeps a run of these characters from being tried again from its
              // middle
              Pattern.compile(
                  "(?<![A-Za-z0-9_-])(eyJ[A-Za-z0-9_-]{6,}+\\.[A-Za-z0-9_-]{6,}+(?:\\.[A-Za-z0-9_-]*+)?)"),
              1),
          new Rule(
              "bearer-token",
              "earer",
              Pattern.compile("(?<![A-Za-z0-9])[Bb]earer[ \\t]{1,8}+([A-Za-z0-9._~+/=-]{16,}+)"),
              1),
          new Rule(
              "bearer-token",
              "EARER",
              Pattern.compile("(?<![A-Za-z0-9])BEARER[ \\t]{1,8}+([A-Za-z0-9._~+/=-]{16,}+)"),
              1),
          new Rule(
              "basic-auth",
              "asic ",
              Pattern.compile(
                  "[Aa]uthorization['\"\\\\]{0,3}[:=][ \\t'\"\\\\]{0,6}[Bb]asic ([A-Za-z0-9+/=_-]{8,}+)"),
              1),
          new Rule(
              "url-password",
              "://",
              Pattern.compile("://[^\\s/:@\"'<>]{0,128}+:([^\\s/@\"'<>\\[]{1,256}+)@"),
              1));

  private Secrets() {}

  /// The text without its secrets. Masking it again changes nothing.
  static Masked mask(String text) {
    if (text.length() < 6) {
      return new Masked(text, 0);
    }
    Masked keys = privateKeys(text);
    String masked = keys.text();
    int count = keys.count();
    for (Rule rule : RULES) {
      if (masked.contains(rule.hint())) {
        Masked next = apply(rule, masked);
        masked = next.text();
        count += next.count();
      }
    }
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

  private static Masked apply(Rule rule, String text) {
    Matcher matcher = rule.pattern().matcher(text);
    StringBuilder out = null;
    int from = 0;
    int count = 0;
    while (matcher.find()) {
      out = out == null ? new StringBuilder(text.length()) : out;
      out.append(text, from, matcher.start(rule.secret()))
          .append("[masked:")
          .append(rule.kind())
          .append(']');
      from = matcher.end(rule.secret());
      count++;
    }
    return out == null
        ? new Masked(text, 0)
        : new Masked(out.append(text, from, text.length()).toString(), count);
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
