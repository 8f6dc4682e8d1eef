package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.json.Json;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// An interaction that is to be appended. Its texts hold at most [#MAX_TEXT] characters each.
///
/// @param author who spoke or acted; null for the actor who appends it
/// @param payload a JSON object's text; null for none
/// @param externalId its id where it comes from; a session takes each only once
/// @param createdAt null for now
public record NewInteraction(
    InteractionType type,
    @Nullable String author,
    @Nullable String agentText,
    @Nullable String personText,
    @Nullable String promptCategory,
    @Nullable ResponseMethod responseMethod,
    @Nullable String sentiment,
    List<String> keyThemes,
    List<String> mentionsPeople,
    List<String> mentionsPlaces,
    @Nullable Integer durationSeconds,
    @Nullable String payload,
    @Nullable String externalId,
    @Nullable Instant createdAt) {
  /// The longest text of one side.
  public static final int MAX_TEXT = 4_000_000;

  private static final Set<String> PERSONS = Set.of("user", "person", "human", "storyteller");

  public NewInteraction {
    author = author == null ? null : Texts.required("author", author, 200);
    checked("agent_text", agentText, MAX_TEXT);
    checked("person_text", personText, MAX_TEXT);
    checked("prompt_category", promptCategory, 100);
    checked("sentiment", sentiment, 50);
    checked("payload", payload, 16 * MAX_TEXT);
    checked("external_id", externalId, 500);
    keyThemes = List.copyOf(keyThemes);
    mentionsPeople = List.copyOf(mentionsPeople);
    mentionsPlaces = List.copyOf(mentionsPlaces);
    if (durationSeconds != null && durationSeconds < 0) {
      throw new Invalid("duration_seconds", "must not be negative");
    }
  }

  private static void checked(String path, @Nullable String text, int max) {
    if (text != null) {
      Texts.checked(path, text, max);
    }
  }

  /// An interaction of this type that says nothing yet.
  public static NewInteraction of(InteractionType type) {
    return new NewInteraction(
        type, null, null, null, null, null, null, List.of(), List.of(), List.of(), null, null, null,
        null);
  }

  /// Something said: by the person when the author is `user`, `person`, `human` or `storyteller`, else by an agent.
  public static NewInteraction message(String author, String text) {
    return of(InteractionType.MESSAGE).withAuthor(author).withText(text);
  }

  /// What an agent asks; a person's answer may come later ([Interactions#answer]).
  public static NewInteraction prompt(String agentText) {
    return of(InteractionType.PROMPT).withAgentText(agentText);
  }

  /// What a person says.
  public static NewInteraction response(String personText) {
    return of(InteractionType.RESPONSE).withAuthor("user").withPersonText(personText);
  }

  /// An interaction from the fields of a JSON object. `text` is the person's or the agent's by its author.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static NewInteraction fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    String type = fields.text("interaction_type", 50);
    String method = fields.text("response_method", 50);
    Map<String, @Nullable Object> payload = fields.object("payload");
    Long duration = fields.number("duration_seconds", 0, Integer.MAX_VALUE);
    NewInteraction made =
        new NewInteraction(
            type == null ? InteractionType.MESSAGE : InteractionType.of(type),
            fields.text("author", 200),
            fields.text("agent_text", MAX_TEXT),
            fields.text("person_text", MAX_TEXT),
            fields.text("prompt_category", 100),
            method == null ? null : ResponseMethod.of(method),
            fields.text("sentiment", 50),
            fields.texts("key_themes", 100, 200),
            fields.texts("mentions_people", 100, 200),
            fields.texts("mentions_places", 100, 200),
            duration == null ? null : Math.toIntExact(duration),
            payload == null ? null : Json.write(payload),
            fields.text("external_id", 500),
            fields.time("created_at"));
    String text = fields.text("text", MAX_TEXT);
    fields.done();
    if (text != null && (made.agentText() != null || made.personText() != null)) {
      throw new Invalid("text", "goes beside neither agent_text nor person_text");
    }
    return text == null ? made : made.withText(text);
  }

  /// The same with `text` said by the side that the author is on.
  public NewInteraction withText(String text) {
    return author != null && PERSONS.contains(author) ? withPersonText(text) : withAgentText(text);
  }

  public NewInteraction withAuthor(String value) {
    return new NewInteraction(
        type,
        value,
        agentText,
        personText,
        promptCategory,
        responseMethod,
        sentiment,
        keyThemes,
        mentionsPeople,
        mentionsPlaces,
        durationSeconds,
        payload,
        externalId,
        createdAt);
  }

  public NewInteraction withAgentText(String value) {
    return new NewInteraction(
        type,
        author,
        value,
        personText,
        promptCategory,
        responseMethod,
        sentiment,
        keyThemes,
        mentionsPeople,
        mentionsPlaces,
        durationSeconds,
        payload,
        externalId,
        createdAt);
  }

  public NewInteraction withPersonText(String value) {
    return new NewInteraction(
        type,
        author,
        agentText,
        value,
        promptCategory,
        responseMethod,
        sentiment,
        keyThemes,
        mentionsPeople,
        mentionsPlaces,
        durationSeconds,
        payload,
        externalId,
        createdAt);
  }

  /// The same with a payload, the text of a JSON object.
  public NewInteraction withPayload(String json) {
    return new NewInteraction(
        type,
        author,
        agentText,
        personText,
        promptCategory,
        responseMethod,
        sentiment,
        keyThemes,
        mentionsPeople,
        mentionsPlaces,
        durationSeconds,
        json,
        externalId,
        createdAt);
  }

  public NewInteraction withExternalId(String value) {
    return new NewInteraction(
        type,
        author,
        agentText,
        personText,
        promptCategory,
        responseMethod,
        sentiment,
        keyThemes,
        mentionsPeople,
        mentionsPlaces,
        durationSeconds,
        payload,
        value,
        createdAt);
  }

  public NewInteraction withCreatedAt(Instant value) {
    return new NewInteraction(
        type,
        author,
        agentText,
        personText,
        promptCategory,
        responseMethod,
        sentiment,
        keyThemes,
        mentionsPeople,
        mentionsPlaces,
        durationSeconds,
        payload,
        externalId,
        value);
  }
}
