package dev.seshat.analysis;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/// What the variables say, and what they must not.
class ModelSettingsTest {
  private static ModelSettings of(String... pairs) {
    return ModelSettings.of(variables(pairs)).orElseThrow();
  }

  private static Map<String, String> variables(String... pairs) {
    Map<String, String> variables = new HashMap<>();
    for (int i = 0; i < pairs.length; i += 2) {
      variables.put(pairs[i], pairs[i + 1]);
    }
    return variables;
  }

  private static void refused(String words, String... pairs) {
    assertThatThrownBy(() -> ModelSettings.of(variables(pairs)))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining(words)
        .hasMessageNotContaining("s3cret");
  }

  @Test
  void nothingIsConfiguredUnlessAModelIsNamed() {
    assertThat(ModelSettings.of(Map.of("ANTHROPIC_API_KEY", "s3cret"))).isEmpty();
    assertThat(ModelSettings.of(Map.of("SESHAT_MODEL", " "))).isEmpty();
  }

  @Test
  void theUsualKeyIsForTheProvidersOwnAddress() {
    ModelSettings own = of("SESHAT_MODEL", "OpenAI:gpt-5-mini", "OPENAI_API_KEY", "s3cret");
    assertThat(own.key()).isEqualTo("s3cret");
    assertThat(own.host()).isEqualTo("OpenAI");
    assertThat(own.patience()).isEqualTo(Duration.ofMinutes(2));
    assertThat(own.toString()).doesNotContain("s3cret");
    ModelSettings other =
        of(
            "SESHAT_MODEL",
            "openai:meta/llama:70b",
            "SESHAT_MODEL_URL",
            "https://models.example.org/v1/",
            "OPENAI_API_KEY",
            "s3cret");
    assertThat(other.key()).isNull();
    assertThat(other.model()).isEqualTo("meta/llama:70b");
    assertThat(other.host()).isEqualTo("models.example.org");
    assertThat(other.url()).hasToString("https://models.example.org/v1");
  }

  @Test
  void ollamaNeedsNoKey() {
    ModelSettings ollama =
        of(
            "SESHAT_MODEL",
            "ollama:qwen3:8b",
            "SESHAT_MODEL_URL",
            "http://10.0.0.7:11434",
            "SESHAT_MODEL_TIMEOUT",
            "600",
            "SESHAT_MODEL_HOST",
            "Cellar");
    assertThat(ollama.model()).isEqualTo("qwen3:8b");
    assertThat(ollama.host()).isEqualTo("Cellar");
    assertThat(ollama.patience()).isEqualTo(Duration.ofMinutes(10));
  }

  @Test
  void whatIsWrongIsToldWithoutTheKey() {
    refused("SESHAT_MODEL", "SESHAT_MODEL", "claude");
    refused("SESHAT_MODEL", "SESHAT_MODEL", "google:gemini");
    refused("SESHAT_MODEL", "SESHAT_MODEL", "ollama:");
    refused("ANTHROPIC_API_KEY", "SESHAT_MODEL", "anthropic:claude");
    refused("SESHAT_MODEL_KEY", "SESHAT_MODEL", "anthropic:claude", "SESHAT_MODEL_KEY", "s3cret x");
    refused("SESHAT_MODEL_URL", "SESHAT_MODEL", "openai:x", "SESHAT_MODEL_URL", "ftp://s3cret");
    refused(
        "SESHAT_MODEL_URL", "SESHAT_MODEL", "openai:x", "SESHAT_MODEL_URL", "https://u:s3cret@x");
    refused("SESHAT_MODEL_URL", "SESHAT_MODEL", "openai:x", "SESHAT_MODEL_URL", "not a url s3cret");
    refused("SESHAT_MODEL_TIMEOUT", "SESHAT_MODEL", "ollama:x", "SESHAT_MODEL_TIMEOUT", "0");
    refused(
        "https",
        "SESHAT_MODEL",
        "openai:x",
        "SESHAT_MODEL_URL",
        "http://models.example.org/v1",
        "SESHAT_MODEL_KEY",
        "s3cret");
    assertThat(
            of(
                    "SESHAT_MODEL",
                    "openai:x",
                    "SESHAT_MODEL_URL",
                    "http://127.0.0.1:8080/v1",
                    "SESHAT_MODEL_KEY",
                    "s3cret")
                .key())
        .isEqualTo("s3cret");
  }
}
