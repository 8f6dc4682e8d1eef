package dev.seshat.usage;

import java.util.Locale;
import java.util.Map;
import java.util.regex.Pattern;

/// The names under which the price book knows a host, however a person writes it.
final class Providers {
  private static final Pattern SEPARATORS = Pattern.compile("[\\s_./]+");
  private static final Map<String, String> ALIASES =
      Map.ofEntries(
          Map.entry("gemini", "google"),
          Map.entry("google-gemini", "google"),
          Map.entry("google-ai-studio", "google"),
          Map.entry("vertex", "google"),
          Map.entry("vertex-ai", "google"),
          Map.entry("google-vertex", "google"),
          Map.entry("google-vertex-ai", "google"),
          Map.entry("claude", "anthropic"),
          Map.entry("azure-openai", "azure"),
          Map.entry("microsoft-azure", "azure"),
          Map.entry("bedrock", "aws"),
          Map.entry("aws-bedrock", "aws"),
          Map.entry("amazon-bedrock", "aws"),
          Map.entry("xai", "x-ai"),
          Map.entry("together-ai", "together"),
          Map.entry("fireworks-ai", "fireworks"),
          Map.entry("mistral-ai", "mistral"),
          Map.entry("moonshot", "moonshotai"));

  private Providers() {}

  /// `Google Vertex AI` is `google`; an unknown host stands for itself, in lower case with `-` between words.
  static String of(String host) {
    String slug = slug(host);
    return ALIASES.getOrDefault(slug, slug);
  }

  /// The name in lower case with `-` between words.
  static String slug(String host) {
    return SEPARATORS.matcher(host.strip().toLowerCase(Locale.ROOT)).replaceAll("-");
  }
}
