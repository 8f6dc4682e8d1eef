package dev.seshat.server.web;

import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import dev.seshat.usage.UsageRow;
import java.math.BigDecimal;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// An amount as people read it: never a zero where the price is not known, never exact where it is a lower bound.
///
/// @param text short, for a cell
/// @param title exact, with what is not in it
public record Money(String text, String title) {
  /// What requests cost together.
  public static Money of(UsageRow row) {
    return of(row.costUsd(), row.requests(), row.unpricedRequests(), row.lowerBoundRequests());
  }

  /// What a session's own requests cost.
  public static Money of(Session session) {
    return ofAll(List.of(new SessionRow(session)));
  }

  /// What the requests of several sessions cost together.
  static Money ofAll(List<SessionRow> rows) {
    BigDecimal cost = BigDecimal.ZERO;
    long unpriced = 0;
    long lowerBound = 0;
    long tokens = 0;
    for (SessionRow row : rows) {
      cost = cost.add(row.session().costUsd());
      unpriced += Objects.requireNonNullElse(row.session().get(SessionField.UNPRICED_COUNT), 0L);
      lowerBound +=
          Objects.requireNonNullElse(row.session().get(SessionField.LOWER_BOUND_COUNT), 0L);
      tokens += row.session().totalTokens();
    }
    boolean nothingKnown = cost.signum() == 0 && (unpriced > 0 || tokens == 0);
    return of(
        nothingKnown ? null : cost, unpriced == 0 && nothingKnown ? 0 : 1, unpriced, lowerBound);
  }

  private static Money of(
      @Nullable BigDecimal cost, long requests, long unpriced, long lowerBound) {
    if (cost == null) {
      return requests == 0
          ? new Money("–", "no requests")
          : new Money("unpriced", Format.counted(unpriced, "request") + " of unknown price");
    }
    StringBuilder title = new StringBuilder(Format.exactUsd(cost));
    if (unpriced > 0) {
      title
          .append("; ")
          .append(Format.counted(unpriced, "request"))
          .append(" of unknown price not counted");
    }
    if (lowerBound > 0) {
      title
          .append("; ")
          .append(Format.counted(lowerBound, "request"))
          .append(" cost at least what is counted");
    }
    boolean exact = unpriced == 0 && lowerBound == 0;
    return new Money((exact ? "" : "≥ ") + Format.usd(cost), title.toString());
  }
}
