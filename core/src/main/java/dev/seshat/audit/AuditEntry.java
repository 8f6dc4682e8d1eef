package dev.seshat.audit;

import dev.seshat.Csv;
import dev.seshat.json.Json;
import dev.seshat.store.Times;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One change, as it stands in the chain.
///
/// @param seq its number: 1, 2, 3… in the order of commits, without holes
/// @param action what was done, as `entity.verb`
/// @param detail the change as a JSON object
/// @param hash SHA-256 over the hash before it and this entry, in lower-case hexadecimal
public record AuditEntry(
    long seq,
    Instant at,
    String actor,
    String action,
    String entity,
    String entityId,
    @Nullable String sessionId,
    String detail,
    String hash) {
  /// It as JSON, with the change as an object.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = head();
    json.put("detail", Json.parse("detail", detail));
    json.put("hash", hash);
    return json;
  }

  /// The names of what [#toCsv] writes, as a line of CSV.
  public static String csvHead() {
    return Csv.line(
        List.of(
            "seq", "at", "actor", "action", "entity", "entity_id", "session_id", "detail", "hash"));
  }

  /// It as a line of CSV, with the change as the JSON that was written.
  public String toCsv() {
    List<@Nullable Object> values = new ArrayList<>(head().values());
    values.add(detail);
    values.add(hash);
    return Csv.line(values);
  }

  /// What happened to what, as JSON, without the change itself.
  public Map<String, @Nullable Object> head() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("seq", seq);
    json.put("at", Times.text(at));
    json.put("actor", actor);
    json.put("action", action);
    json.put("entity", entity);
    json.put("entity_id", entityId);
    json.put("session_id", sessionId);
    return json;
  }
}
