package dev.seshat.session;

import dev.seshat.json.Json;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.StringJoiner;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// One exchange of a session.
///
/// @param interactionSequence 1, 2, 3… without holes among what its session reads
/// @param analysedBy who said what it is about: `agent`, `model:NAME`, `rules`; null where nobody has, or it was logged so
/// @param analysisConfidence low, medium or high; null where nobody says
/// @param lifeEventId the event of a life that it is about; null for none
/// @param durationSeconds how long it took
/// @param payload what else there is of it (the tool call, the block), as the text of a JSON object
/// @param externalId its id where it came from, unique in its session
public record Interaction(
    long id,
    UUID sessionId,
    long interactionSequence,
    InteractionType type,
    @Nullable String agentText,
    @Nullable String personText,
    String author,
    @Nullable String promptCategory,
    @Nullable ResponseMethod responseMethod,
    @Nullable String sentiment,
    List<String> keyThemes,
    List<String> mentionsPeople,
    List<String> mentionsPlaces,
    @Nullable String analysedBy,
    @Nullable String analysisConfidence,
    @Nullable UUID lifeEventId,
    @Nullable Integer durationSeconds,
    @Nullable String payload,
    @Nullable String externalId,
    Instant createdAt) {

  /// Whether it is of a kind that asks something.
  boolean asks() {
    return type == InteractionType.PROMPT || type == InteractionType.CLARIFICATION;
  }

  /// Whether it asks something that nobody has answered or passed over.
  public boolean isWaiting() {
    return asks() && personText == null && responseMethod == null;
  }

  /// Whether it was passed over.
  public boolean isSkipped() {
    return asks() && personText == null && responseMethod == ResponseMethod.SKIP;
  }

  /// What became of what it asks where nobody answered: `skipped`, `waits for an answer`; empty for anything else.
  ///
  /// A clarification may be a remark that wants no answer, so that it is never said to wait.
  public String unanswered() {
    if (isSkipped()) {
      return "skipped";
    }
    return type == InteractionType.PROMPT && isWaiting() ? "waits for an answer" : "";
  }

  /// What was said, by the agent first where both spoke; empty where nothing was.
  public String text() {
    if (agentText == null) {
      return personText == null ? "" : personText;
    }
    return personText == null ? agentText : agentText + "\n\n" + personText;
  }

  /// What it is said to be about, in one line for people, with who says so; empty where nobody has.
  public String aboutness() {
    StringJoiner line = new StringJoiner("; ");
    if (sentiment != null) {
      line.add(sentiment);
    }
    list(line, "themes", keyThemes);
    list(line, "people", mentionsPeople);
    list(line, "places", mentionsPlaces);
    if (line.length() == 0 || analysedBy == null) {
      return line.toString();
    }
    String sure = analysisConfidence == null ? "" : ", " + analysisConfidence + " confidence";
    return line + " (by " + analysedBy + sure + ")";
  }

  private static void list(StringJoiner line, String what, List<String> items) {
    if (!items.isEmpty()) {
      line.add(what + ": " + String.join(", ", items));
    }
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("session_id", sessionId.toString());
    json.put("interaction_sequence", interactionSequence);
    json.put("interaction_type", type.word());
    json.put("author", author);
    json.put("agent_text", agentText);
    json.put("person_text", personText);
    json.put("prompt_category", promptCategory);
    json.put("response_method", responseMethod == null ? null : responseMethod.word());
    json.put("sentiment", sentiment);
    json.put("key_themes", keyThemes);
    json.put("mentions_people", mentionsPeople);
    json.put("mentions_places", mentionsPlaces);
    json.put("analysed_by", analysedBy);
    json.put("analysis_confidence", analysisConfidence);
    json.put("life_event_id", lifeEventId == null ? null : lifeEventId.toString());
    json.put("duration_seconds", durationSeconds);
    json.put("payload", payload == null ? null : Json.parse("payload", payload));
    json.put("external_id", externalId);
    json.put("created_at", dev.seshat.store.Times.text(createdAt));
    return json;
  }
}
