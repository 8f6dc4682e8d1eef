package dev.seshat.interview;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import java.time.Instant;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What interviews are to be planned: by a template, at a node of a process, about an event.
///
/// With a template or a node it is one session; with an event alone it is the several that an event takes.
///
/// @param storyteller null for the one whose life the event is of
/// @param process as [dev.seshat.process.Processes#get] takes it; null for the template's, else for the one that the
///     storyteller's last interview followed
/// @param event the one that the session is to be about
/// @param coverage how far it goes into the event; null for all that an event takes, where nothing else says one session
/// @param at when the first is to be; null leaves them without a time
/// @param days between one and the next, 0 to 365
/// @param changes fields of the session by their names, which take the place of what is usual
public record Plan(
    @Nullable String storyteller,
    @Nullable String template,
    @Nullable String process,
    @Nullable String node,
    @Nullable String event,
    @Nullable Coverage coverage,
    @Nullable Instant at,
    int days,
    Map<String, @Nullable Object> changes) {
  private static final int MAX_REF = 200;

  /// How far apart the sessions of an event are where nobody says.
  public static final int USUAL_DAYS = 7;

  public Plan {
    changes = Collections.unmodifiableMap(new LinkedHashMap<>(changes));
    if (days < 0 || days > 365) {
      throw new Invalid("days_apart", "must be 0 to 365");
    }
    if (template == null && node == null && event == null) {
      throw new Invalid(
          "template", "is missing: say what to plan by a template, a node or an event");
    }
    if (coverage != null && event == null) {
      throw new Invalid("coverage_level", "goes with an event");
    }
    if (storyteller == null && event == null) {
      throw new Invalid("storyteller", "is missing; say whose interview it is");
    }
  }

  /// From the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is missing, unknown, or breaks its rule
  public static Plan fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    String coverage = fields.text("coverage_level", 20);
    Long days = fields.number("days_apart", 0, 365);
    Map<String, @Nullable Object> changes = fields.object("fields");
    Plan plan =
        new Plan(
            fields.text("storyteller", MAX_REF),
            fields.text("template", MAX_REF),
            fields.text("process", MAX_REF),
            fields.text("node", MAX_REF),
            fields.text("event", MAX_REF),
            coverage == null ? null : Coverage.of(coverage),
            fields.time("scheduled_at"),
            days == null ? USUAL_DAYS : days.intValue(),
            changes == null ? Map.of() : changes);
    fields.done();
    return plan;
  }

  /// One session at a node.
  static Plan ofNode(
      String storyteller,
      String process,
      String node,
      Map<String, ? extends @Nullable Object> changes) {
    return new Plan(
        storyteller, null, process, node, null, null, null, 0, new LinkedHashMap<>(changes));
  }

  /// The sessions that an event takes.
  static Plan ofEvent(
      String event,
      @Nullable String process,
      @Nullable Coverage coverage,
      @Nullable Instant at,
      int days) {
    return new Plan(null, null, process, null, event, coverage, at, days, Map.of());
  }
}
