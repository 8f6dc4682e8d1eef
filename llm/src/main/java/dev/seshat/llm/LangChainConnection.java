package dev.seshat.llm;

import dev.langchain4j.data.message.AiMessage;
import dev.langchain4j.data.message.ChatMessage;
import dev.langchain4j.data.message.SystemMessage;
import dev.langchain4j.data.message.UserMessage;
import dev.langchain4j.model.chat.ChatModel;
import dev.langchain4j.model.chat.request.ChatRequest;
import dev.langchain4j.model.chat.request.ResponseFormat;
import dev.langchain4j.model.chat.request.ResponseFormatType;
import dev.langchain4j.model.chat.request.json.JsonRawSchema;
import dev.langchain4j.model.chat.request.json.JsonSchema;
import dev.langchain4j.model.chat.response.ChatResponse;
import dev.langchain4j.model.openai.OpenAiChatRequestParameters;
import dev.seshat.analysis.ModelConnection;
import dev.seshat.analysis.ModelFailure;
import dev.seshat.analysis.ModelSettings;
import dev.seshat.analysis.Provider;
import dev.seshat.json.Json;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/// A way to one model by LangChain4j, which makes the request and reads the answer's text. What its own records leave out,
/// the reason of the end and the kinds of tokens, is read from what the server sent.
final class LangChainConnection implements ModelConnection {
  private final ModelSettings settings;
  private final Wire wire;
  private final ChatModel model;

  LangChainConnection(ModelSettings settings, Wire wire, ChatModel model) {
    this.settings = settings;
    this.wire = wire;
    this.model = model;
  }

  @Override
  public Reply ask(Prompt prompt, Duration patience) {
    Wire.Exchange exchange = new Wire.Exchange(patience);
    try {
      ChatResponse response = wire.during(exchange, () -> model.chat(request(prompt)));
      String text = response.aiMessage().text();
      return Answers.read(settings.provider(), text == null ? "" : text, exchange.body());
    } catch (RuntimeException e) {
      return paidFor(exchange).orElseThrow(() -> failure(e, exchange));
    }
  }

  /// What LangChain4j takes for an error though the server has answered and counted: a refusal, a text that is missing.
  private Optional<Reply> paidFor(Wire.Exchange exchange) {
    return Optional.of(Answers.read(settings.provider(), "", exchange.body()))
        .filter(reply -> reply.used() != null || reply.stop() == Stop.REFUSAL);
  }

  /// What went wrong on the wire is known best there; what LangChain4j cannot read is no answer.
  private static ModelFailure failure(RuntimeException e, Wire.Exchange exchange) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      if (cause instanceof ModelFailure known) {
        return known;
      }
    }
    return exchange.body().isEmpty()
        ? ModelFailure.lasting("the client of the model broke: " + e)
        : ModelFailure.passing(
            "the server's answer cannot be read: it is not of the provider's form");
  }

  private ChatRequest request(Prompt prompt) {
    List<ChatMessage> messages = new ArrayList<>();
    if (prompt.system() != null) {
      messages.add(SystemMessage.from(prompt.system()));
    }
    for (Turn turn : prompt.turns()) {
      messages.add(turn.byModel() ? AiMessage.from(turn.text()) : UserMessage.from(turn.text()));
    }
    ChatRequest.Builder request = ChatRequest.builder().messages(messages);
    ResponseFormat format = format(prompt);
    if (LangChainConnector.isOpenAisOwn(settings)) {
      // its newer models refuse max_tokens
      return request
          .parameters(
              OpenAiChatRequestParameters.builder()
                  .maxCompletionTokens(prompt.maxTokens())
                  .temperature(prompt.temperature())
                  .responseFormat(format)
                  .build())
          .build();
    }
    return request
        .maxOutputTokens(prompt.maxTokens())
        .temperature(prompt.temperature())
        .responseFormat(format)
        .build();
  }

  /// Models that can be held to a schema are; others are only told of it.
  private ResponseFormat format(Prompt prompt) {
    Map<String, Object> schema = prompt.schema();
    boolean canBeHeld =
        settings.provider() == Provider.OLLAMA || LangChainConnector.isOpenAisOwn(settings);
    if (schema == null || !canBeHeld) {
      return ResponseFormat.TEXT;
    }
    return ResponseFormat.builder()
        .type(ResponseFormatType.JSON)
        .jsonSchema(
            JsonSchema.builder()
                .name("answer")
                .rootElement(JsonRawSchema.from(Json.write(schema)))
                .build())
        .build();
  }
}
