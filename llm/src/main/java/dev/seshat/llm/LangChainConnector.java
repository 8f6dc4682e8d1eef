package dev.seshat.llm;

import dev.langchain4j.model.anthropic.AnthropicChatModel;
import dev.langchain4j.model.chat.Capability;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.ollama.OllamaChatModel;
import dev.langchain4j.model.openai.OpenAiChatModel;
import dev.seshat.analysis.ModelConnection;
import dev.seshat.analysis.ModelConnector;
import dev.seshat.analysis.ModelSettings;
import dev.seshat.analysis.Provider;

/// The way to models by LangChain4j. Its own retries, time limits and logs are off: who calls decides, and a key in a log
/// is a key lost.
public final class LangChainConnector implements ModelConnector {
  @Override
  public ModelConnection connect(ModelSettings settings) {
    Wire wire = new Wire(settings);
    return new LangChainConnection(settings, wire, model(settings, wire));
  }

  private static ChatModel model(ModelSettings settings, Wire wire) {
    return switch (settings.provider()) {
      case ANTHROPIC -> anthropic(settings, wire);
      case OPENAI -> openAi(settings, wire);
      case OLLAMA -> ollama(settings, wire);
    };
  }

  private static ChatModel anthropic(ModelSettings settings, Wire wire) {
    return AnthropicChatModel.builder()
        .httpClientBuilder(wire.builder())
        .baseUrl(settings.url().toString())
        .apiKey(keyOrNone(settings))
        .modelName(settings.model())
        .maxRetries(0)
        .logRequests(false)
        .logResponses(false)
        .build();
  }

  private static ChatModel openAi(ModelSettings settings, Wire wire) {
    OpenAiChatModel.OpenAiChatModelBuilder builder =
        OpenAiChatModel.builder()
            .httpClientBuilder(wire.builder())
            .baseUrl(settings.url().toString())
            .modelName(settings.model())
            .maxRetries(0)
            .logRequests(false)
            .logResponses(false);
    if (settings.key() != null) {
      builder.apiKey(settings.key());
    }
    if (isOpenAisOwn(settings)) {
      builder.supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    }
    return builder.build();
  }

  private static ChatModel ollama(ModelSettings settings, Wire wire) {
    OllamaChatModel.OllamaChatModelBuilder builder = OllamaChatModel.builder();
    builder
        .httpClientBuilder(wire.builder())
        .baseUrl(settings.url().toString())
        .modelName(settings.model())
        .logRequests(false)
        .logResponses(false)
        .supportedCapabilities(Capability.RESPONSE_FORMAT_JSON_SCHEMA);
    if (settings.key() != null) {
      builder.customHeaders(java.util.Map.of("Authorization", "Bearer " + settings.key()));
    }
    return builder.maxRetries(0).build();
  }

  /// LangChain4j wants one, though a gateway may not.
  private static String keyOrNone(ModelSettings settings) {
    String key = settings.key();
    return key == null ? "none" : key;
  }

  /// Servers that talk like OpenAI's do not all know its newer words.
  static boolean isOpenAisOwn(ModelSettings settings) {
    return settings.provider() == Provider.OPENAI && settings.url().equals(Provider.OPENAI.url());
  }
}
