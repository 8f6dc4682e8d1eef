package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.server.Routes;
import dev.seshat.server.http.Params;
import dev.seshat.session.Focus.Focused;
import dev.seshat.session.Kpis;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageRow;
import dev.seshat.usage.UsageSummary;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The first page: what is in focus, what was last, what it costs; or how to begin.
public final class TodayPage implements Routes {
  private static final int DAYS = 14;

  private final Seshat seshat;
  private final Renderer renderer;

  public TodayPage(Seshat seshat, Renderer renderer) {
    this.seshat = seshat;
    this.renderer = renderer;
  }

  /// What the page shows.
  ///
  /// @param paused what waits to be resumed
  public record View(
      @Nullable SessionRow focus,
      List<SessionRow> recent,
      List<SessionRow> paused,
      Money today,
      Money week,
      BarChart days,
      boolean hasSpend,
      Totals totals) {
    public boolean isEmpty() {
      return totals.sessions() == 0;
    }
  }

  /// All that is stored, counted.
  public record Totals(long sessions, long turns, long tokens, Money cost) {}

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/", this::show);
  }

  private void show(Context ctx) {
    Params.of(ctx);
    ZoneId zone = ZoneId.systemDefault();
    LocalDate today = LocalDate.now(zone);
    UsageQuery byDay = UsageQuery.by(UsageDimension.DAY).withZone(zone);
    UsageSummary fortnight =
        seshat.usage().summary(byDay.withDays(today.minusDays(DAYS - 1), today));
    Session focus = seshat.focus().current().map(Focused::session).orElse(null);
    View view =
        new View(
            focus == null ? null : new SessionRow(focus),
            rows(SessionFilter.all().withRootsOnly(true).withLimit(10)),
            rows(SessionFilter.all().withStatuses(Set.of(SessionStatus.PAUSED)).withLimit(5)),
            Money.of(seshat.usage().summary(byDay.withDays(today, today)).totals()),
            Money.of(seshat.usage().summary(byDay.withDays(today.minusDays(6), today)).totals()),
            chart(fortnight, today),
            fortnight.totals().requests() > 0,
            totals());
    renderer.page(ctx, "today", "Today", "today", view);
  }

  private List<SessionRow> rows(SessionFilter filter) {
    return seshat.sessions().list(filter).items().stream().map(SessionRow::new).toList();
  }

  private static BarChart chart(UsageSummary summary, LocalDate today) {
    var costs = summary.rows().stream().collect(Collectors.toMap(UsageRow::key, UsageCharts::cost));
    List<LocalDate> days = today.minusDays(DAYS - 1).datesUntil(today.plusDays(1)).toList();
    List<Double> values =
        days.stream().map(day -> costs.getOrDefault(day.toString(), 0.0)).toList();
    return BarChart.small(
        new BarChart.Data(
            "Spend by day over the last " + DAYS + " days",
            days.stream().map(UsageCharts::dayLabel).toList(),
            List.of(new BarChart.Series("Cost", values)),
            Format::axisUsd,
            UsageCharts::usd));
  }

  private Totals totals() {
    UsageRow all = seshat.usage().summary(UsageQuery.by(UsageDimension.HOST)).totals();
    long sessions = 0;
    long turns = 0;
    for (Kpis.Figures figures : seshat.kpis().by(Kpis.Dimension.KIND, null, null)) {
      sessions += figures.sessions();
      turns += figures.interactions();
    }
    return new Totals(sessions, turns, all.tokens().totalTokens(), Money.of(all));
  }
}
