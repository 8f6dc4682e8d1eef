package dev.seshat.server.web;

import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.Interaction;
import dev.seshat.session.InteractionType;
import gg.jte.Content;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// An interaction as the timeline shows it: what was said in full, what was done in one line that opens.
///
/// @param whole whether long texts are shown to their end
public record Turn(Interaction interaction, boolean whole) {
  private static final int SAID = 8_000;
  private static final int DONE = 4_000;
  private static final int GIST = 160;

  public long number() {
    return interaction.interactionSequence();
  }

  /// Whether it is one line that opens: tools, events, and thoughts.
  public boolean isSlim() {
    return switch (interaction.type()) {
      case TOOL_CALL, TOOL_RESULT, EVENT, REFLECTION -> true;
      case PROMPT, RESPONSE, CLARIFICATION, MESSAGE -> false;
    };
  }

  /// Whether a person alone speaks.
  public boolean isPerson() {
    return interaction.personText() != null && interaction.agentText() == null;
  }

  /// Whether a prompt still waits for its answer.
  public boolean isWaiting() {
    return interaction.type() == InteractionType.PROMPT
        && interaction.agentText() != null
        && interaction.personText() == null
        && interaction.responseMethod() == null
        && interaction.externalId() == null;
  }

  public boolean isError() {
    return Boolean.TRUE.equals(payload().get("is_error"));
  }

  /// The line of one that opens.
  public String gist() {
    String text = interaction.text().strip();
    if (text.isEmpty() && interaction.type() == InteractionType.TOOL_RESULT) {
      return "no output";
    }
    if (text.isEmpty() && interaction.payload() != null) {
      text = interaction.payload();
    }
    String tool = name() + ": ";
    return Texts.shorten(text.startsWith(tool) ? text.substring(tool.length()) : text, GIST);
  }

  /// What a line that opens is called: the tool, or the type.
  public String name() {
    Object tool = payload().get("tool");
    return switch (interaction.type()) {
      case TOOL_CALL -> tool instanceof String name ? name : interaction.author();
      case TOOL_RESULT -> interaction.author();
      default -> Format.words(interaction.type().word());
    };
  }

  public @Nullable Content agent() {
    return markdown(interaction.agentText());
  }

  public @Nullable Content person() {
    return markdown(interaction.personText());
  }

  private @Nullable Content markdown(@Nullable String text) {
    return text == null ? null : Markdown.of(cut(text, SAID));
  }

  /// What a line shows when it is opened: the text, or what a tool was given.
  public String detail() {
    Object input = payload().get("input");
    if (interaction.type() == InteractionType.TOOL_CALL && input != null) {
      return cut(Json.pretty(input), DONE);
    }
    String text = interaction.text();
    return cut(
        text.isBlank() && interaction.payload() != null ? Json.pretty(payload()) : text, DONE);
  }

  /// How many characters are not shown.
  public int hidden() {
    int limit = isSlim() ? DONE : SAID;
    int size = isSlim() ? Math.max(interaction.text().length(), payloadSize()) : longer();
    return whole || size <= limit ? 0 : size - limit;
  }

  private int payloadSize() {
    String payload = interaction.payload();
    return payload == null || interaction.type() != InteractionType.TOOL_CALL
        ? 0
        : payload.length();
  }

  private int longer() {
    String agent = interaction.agentText();
    String person = interaction.personText();
    return Math.max(agent == null ? 0 : agent.length(), person == null ? 0 : person.length());
  }

  private String cut(String text, int limit) {
    if (whole || text.length() <= limit) {
      return text;
    }
    int end = Character.isHighSurrogate(text.charAt(limit - 1)) ? limit - 1 : limit;
    return text.substring(0, end) + "…";
  }

  private Map<String, @Nullable Object> payload() {
    String payload = interaction.payload();
    return payload == null ? Map.of() : Json.parseObject("payload", payload);
  }
}
