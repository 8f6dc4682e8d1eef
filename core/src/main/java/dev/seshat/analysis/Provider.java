package dev.seshat.analysis;

import java.net.URI;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// Whose way of talking to models it is. Many other servers talk like OpenAI's.
public enum Provider {
  ANTHROPIC("Anthropic", "https://api.anthropic.com/v1", "ANTHROPIC_API_KEY"),
  OPENAI("OpenAI", "https://api.openai.com/v1", "OPENAI_API_KEY"),
  OLLAMA("Ollama", "http://localhost:11434", null);

  private final String host;
  private final URI url;
  private final @Nullable String keyVariable;

  Provider(String host, String url, @Nullable String keyVariable) {
    this.host = host;
    this.url = URI.create(url);
    this.keyVariable = keyVariable;
  }

  /// Its word in settings: `anthropic`, `openai`, `ollama`.
  public String word() {
    return name().toLowerCase(Locale.ROOT);
  }

  /// The name of the host that its own address stands for.
  public String host() {
    return host;
  }

  /// Its own address.
  public URI url() {
    return url;
  }

  /// The variable in which people keep its key; null where it has none.
  public @Nullable String keyVariable() {
    return keyVariable;
  }

  static Optional<Provider> of(String word) {
    return Arrays.stream(values())
        .filter(each -> each.word().equals(word.strip().toLowerCase(Locale.ROOT)))
        .findFirst();
  }
}
