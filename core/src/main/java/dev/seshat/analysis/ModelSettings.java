package dev.seshat.analysis;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Which model is called, where, and with what key. The key is never shown, written or logged.
///
/// @param host the name under which its tokens are accounted
/// @param url the address below which its interface stands
/// @param key null where none is needed
/// @param patience how long one try may take
public record ModelSettings(
    Provider provider,
    String model,
    String host,
    URI url,
    @Nullable String key,
    Duration patience) {
  /// The variable that names the model, and so turns calls on.
  public static final String MODEL = "SESHAT_MODEL";

  static final String URL = "SESHAT_MODEL_URL";
  static final String KEY = "SESHAT_MODEL_KEY";
  static final String HOST = "SESHAT_MODEL_HOST";
  static final String TIMEOUT = "SESHAT_MODEL_TIMEOUT";

  private static final int PATIENCE = 120;
  private static final int MAX_PATIENCE = 1_800;

  /// The settings that variables name, such as `SESHAT_MODEL=anthropic:claude-haiku-4-5`; empty where no model is named.
  ///
  /// @throws Invalid naming the variable that is wrong; it never repeats a key
  public static Optional<ModelSettings> of(Map<String, String> variables) {
    String named = variables.getOrDefault(MODEL, "").strip();
    if (named.isEmpty()) {
      return Optional.empty();
    }
    int colon = named.indexOf(':');
    String model = colon < 0 ? "" : named.substring(colon + 1).strip();
    Provider provider = colon < 0 ? null : Provider.of(named.substring(0, colon)).orElse(null);
    if (provider == null || model.isEmpty() || model.length() > 200) {
      throw new Invalid(
          MODEL,
          "must be a provider (anthropic, openai, ollama), a colon and a model, such as"
              + " anthropic:claude-haiku-4-5, not '"
              + Texts.shorten(named, 60)
              + "'");
    }
    String given = variables.getOrDefault(URL, "").strip();
    URI url = given.isEmpty() ? provider.url() : address(given);
    String key = key(provider, given.isEmpty(), variables);
    if (key != null && !url.getScheme().equals("https") && !isThisMachine(url.getHost())) {
      throw new Invalid(URL, "must be https: the key would go over the network for all to read");
    }
    return Optional.of(
        new ModelSettings(
            provider,
            Texts.checked(MODEL, model, 200),
            host(provider, url, variables),
            url,
            key,
            patience(variables)));
  }

  /// A key that stands in a provider's own variable is for that provider's own address alone.
  private static @Nullable String key(
      Provider provider, boolean ownAddress, Map<String, String> variables) {
    String key = variables.getOrDefault(KEY, "").strip();
    String usual = provider.keyVariable();
    if (key.isEmpty() && usual != null && ownAddress) {
      key = variables.getOrDefault(usual, "").strip();
      if (key.isEmpty()) {
        throw new Invalid(KEY, "is missing, and so is " + usual + "; the provider asks for one");
      }
    }
    if (key.chars().anyMatch(c -> c < 0x21 || c > 0x7e)) {
      throw new Invalid(KEY, "has a character that no key has, such as a space");
    }
    return key.isEmpty() ? null : key;
  }

  private static URI address(String given) {
    try {
      URI url = new URI(given.endsWith("/") ? given.substring(0, given.length() - 1) : given);
      boolean web = "https".equals(url.getScheme()) || "http".equals(url.getScheme());
      if (web
          && url.getHost() != null
          && url.getUserInfo() == null
          && url.getQuery() == null
          && url.getFragment() == null) {
        return url;
      }
    } catch (URISyntaxException e) {
      // said below; the text itself may hold a password
    }
    throw new Invalid(
        URL, "must be like https://models.example.org/v1, without a user, a query or a fragment");
  }

  private static String host(Provider provider, URI url, Map<String, String> variables) {
    String named = variables.getOrDefault(HOST, "").strip();
    if (!named.isEmpty()) {
      return Texts.required(HOST, named, 200);
    }
    boolean elsewhere = provider == Provider.OPENAI && !url.equals(provider.url());
    return elsewhere ? url.getHost() : provider.host();
  }

  private static Duration patience(Map<String, String> variables) {
    String given = variables.getOrDefault(TIMEOUT, "").strip();
    if (given.isEmpty()) {
      return Duration.ofSeconds(PATIENCE);
    }
    if (!given.matches("[1-9]\\d{0,3}") || Integer.parseInt(given) > MAX_PATIENCE) {
      throw new Invalid(TIMEOUT, "must be 1 to " + MAX_PATIENCE + " seconds");
    }
    return Duration.ofSeconds(Integer.parseInt(given));
  }

  private static boolean isThisMachine(String host) {
    try {
      return host.equals("localhost") || InetAddress.ofLiteral(host).isLoopbackAddress();
    } catch (IllegalArgumentException e) {
      return false;
    }
  }

  /// Whether it is the provider's own address, whose names for requests are no two times the same.
  boolean isAtProvider() {
    return provider != Provider.OLLAMA && url.equals(provider.url());
  }

  /// A text in which nobody can read the key.
  String withoutKey(String text) {
    return key == null ? text : text.replace(key, "[key]");
  }

  @Override
  public String toString() {
    return provider.word() + ":" + model + " at " + url;
  }
}
