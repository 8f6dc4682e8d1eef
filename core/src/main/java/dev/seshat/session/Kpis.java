package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Scope;
import java.math.BigDecimal;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What sessions come to, counted over many of them.
public final class Kpis {
  private final Scope scope;

  public Kpis(Scope scope) {
    this.scope = scope;
  }

  /// How many sessions there are in each state; no state that none is in.
  public Map<SessionStatus, Long> states() {
    return scope.store().read(KpiTable::states);
  }

  /// What the sessions are counted by.
  public enum Dimension {
    PROJECT,
    KIND,
    /// Who is interviewed: the full name and the beginning of the id.
    STORYTELLER,
    /// The month of the last activity, in UTC: `2026-01`.
    MONTH;

    /// The dimension that a word names.
    ///
    /// @throws Invalid for any other word
    public static Dimension of(String word) {
      for (Dimension dimension : values()) {
        if (dimension.name().toLowerCase(Locale.ROOT).equals(word)) {
          return dimension;
        }
      }
      throw new Invalid("by", "must be one of project, kind, storyteller, month");
    }
  }

  /// The figures of one group of sessions.
  ///
  /// @param averageRating of the sessions that have a rating, 1 to 5
  /// @param averageCompletion of the sessions that state it, in percent
  /// @param costUsd of the priced requests
  public record Figures(
      String key,
      long sessions,
      long scheduled,
      long active,
      long paused,
      long completed,
      long failed,
      long cancelled,
      long archived,
      long succeeded,
      long activeSeconds,
      @Nullable Double averageRating,
      @Nullable Double averageCompletion,
      long interactions,
      long artifacts,
      long totalTokens,
      BigDecimal costUsd) {
    /// The fields by their names, as every door shows them as JSON.
    public Map<String, @Nullable Object> toJson() {
      Map<String, @Nullable Object> json = new LinkedHashMap<>();
      json.put("key", key);
      json.put("sessions", sessions);
      json.put("scheduled", scheduled);
      json.put("active", active);
      json.put("paused", paused);
      json.put("completed", completed);
      json.put("failed", failed);
      json.put("cancelled", cancelled);
      json.put("archived", archived);
      json.put("succeeded", succeeded);
      json.put("active_seconds", activeSeconds);
      json.put("average_rating", averageRating);
      json.put("average_completion", averageCompletion);
      json.put("interactions", interactions);
      json.put("artifacts", artifacts);
      json.put("total_tokens", totalTokens);
      json.put("cost_usd", costUsd);
      return json;
    }
  }

  /// The figures of all sessions, or of those whose last activity lies between two times, by the dimension's key.
  public List<Figures> by(Dimension dimension, @Nullable Instant from, @Nullable Instant to) {
    return scope.store().read(tx -> KpiTable.figures(tx, dimension, null, from, to));
  }

  /// The same of the sessions with one storyteller.
  public List<Figures> ofStoryteller(
      UUID storyteller, Dimension dimension, @Nullable Instant from, @Nullable Instant to) {
    return scope.store().read(tx -> KpiTable.figures(tx, dimension, storyteller, from, to));
  }
}
