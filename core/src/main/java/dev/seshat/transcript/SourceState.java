package dev.seshat.transcript;

import dev.seshat.json.Json;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// Where reading one file stands for one of the sessions that it tells of.
final class SourceState {
  private final String key;
  private final @Nullable String parentKey;
  private final Map<String, Long> noise;
  private final PendingTools pending;
  private final Map<String, Object> notes;
  private @Nullable Instant latest;

  private SourceState(
      String key,
      @Nullable String parentKey,
      Map<String, Long> noise,
      PendingTools pending,
      Map<String, Object> notes,
      @Nullable Instant latest) {
    this.key = key;
    this.parentKey = parentKey;
    this.noise = noise;
    this.pending = pending;
    this.notes = notes;
    this.latest = latest;
  }

  static SourceState fresh(String key, @Nullable String parentKey) {
    return new SourceState(
        key, parentKey, new TreeMap<>(), new PendingTools(), new TreeMap<>(), null);
  }

  static SourceState of(String key, @Nullable String parentKey, String json) {
    Map<String, @Nullable Object> state = Json.parseObject("state", json);
    Map<String, Long> noise = new TreeMap<>();
    if (state.get("noise") instanceof Map<?, ?> counts) {
      counts.forEach((type, count) ->
          noise.put(String.valueOf(type), count instanceof Number n ? n.longValue() : 0L));
    }
    Map<String, Object> notes = new TreeMap<>();
    if (state.get("notes") instanceof Map<?, ?> kept) {
      kept.forEach((name, value) -> {
        if (value != null) {
          notes.put(String.valueOf(name), value);
        }
      });
    }
    Instant latest = state.get("latest") instanceof String text ? Instant.parse(text) : null;
    return new SourceState(
        key, parentKey, noise, PendingTools.fromJson(state.get("pending")), notes, latest);
  }

  String toJson() {
    Map<String, Object> json = new LinkedHashMap<>();
    json.put("noise", noise);
    json.put("pending", pending.toJson());
    if (!notes.isEmpty()) {
      json.put("notes", notes);
    }
    if (latest != null) {
      json.put("latest", latest.toString());
    }
    return Json.write(json);
  }

  String key() {
    return key;
  }

  @Nullable String parentKey() {
    return parentKey;
  }

  PendingTools pending() {
    return pending;
  }

  Map<String, Long> noise() {
    return noise;
  }

  /// What else a client's reader has to remember from one record to the next, as JSON values.
  Map<String, Object> notes() {
    return notes;
  }

  /// A text among the notes; empty if it is not there.
  String note(String name) {
    return notes.get(name) instanceof String text ? text : "";
  }

  /// A list of texts among the notes, made if it is not there, to be changed.
  List<String> list(String name) {
    List<String> list = new ArrayList<>();
    if (notes.get(name) instanceof List<?> kept) {
      kept.forEach(item -> list.add(String.valueOf(item)));
    }
    notes.put(name, list);
    return list;
  }

  /// The clients' ids of the sessions whose records this one's file begins with, as the file itself says.
  List<String> origins() {
    return notes.containsKey("from") ? list("from") : List.of();
  }

  void addOrigin(String session) {
    List<String> origins = list("from");
    if (!origins.contains(session)) {
      origins.add(session);
    }
  }

  void countNoise(String type) {
    noise.merge(type, 1L, Long::sum);
  }

  /// The time at which a record takes its place: never before the one above it in the file.
  ///
  /// @param fallback for records before any that tells its time
  Instant place(@Nullable Instant at, Instant fallback) {
    Instant before = latest;
    Instant own = at != null ? at : before != null ? before : fallback;
    Instant placed = before != null && before.isAfter(own) ? before : own;
    if (at != null) {
      latest = placed;
    }
    return placed;
  }
}
