package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.audit.AuditQuery;
import dev.seshat.inbox.Message;
import dev.seshat.inbox.MessageFilter;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseFilter;
import dev.seshat.promise.PromiseHealth;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.session.Focus.Focused;
import dev.seshat.session.FollowUp;
import dev.seshat.session.Session;
import dev.seshat.session.SessionFilter;
import dev.seshat.session.SessionStatus;
import dev.seshat.task.BoardFilter;
import dev.seshat.task.TaskBoard;
import dev.seshat.task.TaskStatus;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageRow;
import dev.seshat.usage.UsageSummary;
import io.javalin.http.Context;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The first page: what is in focus, what runs or waits, what is left to do, what it costs; or how to begin.
public final class TodayPage implements Pages {
  private static final int DAYS = 14;
  private static final int PROMISES = 100;
  private static final int TASKS = 6;
  private static final int ENTRIES = 240;
  private static final String ICON = "M8 2v3M16 2v3M4 9h16M4 4.5h16V21H4zM9 15l2 2 4-4";

  private final Seshat seshat;
  private final Renderer renderer;

  public TodayPage(Seshat seshat, Renderer renderer) {
    this.seshat = seshat;
    this.renderer = renderer;
  }

  /// What the page shows.
  ///
  /// @param running what is active beside the one in focus
  /// @param paused what waits to be resumed
  /// @param news notifications that nobody has read
  /// @param promises some of those that are open
  /// @param attention how the promises are when somebody should look after them; null when nobody has to
  /// @param mine tasks that whoever looks has in progress
  /// @param ready tasks that may be begun
  /// @param activity who did what last, the newest first
  public record View(
      @Nullable SessionRow focus,
      List<SessionRow> running,
      List<SessionRow> paused,
      List<SessionRow> recent,
      List<FollowUp> followUps,
      List<Message> news,
      List<PromiseRow> promises,
      @Nullable PromiseHealth attention,
      List<TaskBoard.Card> mine,
      List<TaskBoard.Card> ready,
      Spend spend,
      List<Deed> activity) {
    public boolean isEmpty() {
      return recent.isEmpty() && promises.isEmpty() && attention == null && news.isEmpty();
    }
  }

  /// What was spent lately.
  ///
  /// @param trend the last seven days beside the seven before, in words; null where there is nothing to compare
  /// @param days by day; null where nothing was
  /// @param budgets those of which 80 per cent or more are spent
  public record Spend(
      Money today,
      Money week,
      @Nullable String trend,
      @Nullable BarChart days,
      List<BudgetRow> budgets) {}

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.WORK, "Today", "/", 't', ICON).page("/", this::show);
  }

  private void show(Context ctx) {
    Params.of(ctx);
    Session focus = Visitor.of(ctx).seshat().focus().current().map(Focused::session).orElse(null);
    View view =
        new View(
            focus == null ? null : new SessionRow(focus),
            rows(of(SessionStatus.ACTIVE).withLimit(8)).stream()
                .filter(row -> focus == null || !row.session().id().equals(focus.id()))
                .toList(),
            rows(of(SessionStatus.PAUSED).withLimit(5)),
            rows(SessionFilter.all().withRootsOnly(true).withLimit(8)),
            seshat.followUps().newest(6),
            seshat.inbox().list(MessageFilter.unread(4)).items(),
            promises(),
            attention(),
            mine(Visitor.of(ctx).seshat()),
            ready(),
            spend(Reader.of(ctx).chosen().zoneHere()),
            Deeds.folded(activity(), 8));
    renderer.page(ctx, "today", "Today", "", view);
  }

  private static List<TaskBoard.Card> mine(Seshat as) {
    BoardFilter mine = BoardFilter.all().doneBy(as.actor());
    return as.taskBoard().first(mine, TaskStatus.IN_PROGRESS, TASKS);
  }

  private List<TaskBoard.Card> ready() {
    return seshat.taskBoard().first(BoardFilter.all(), TaskStatus.PENDING, TASKS).stream()
        .filter(card -> card.task().isReady())
        .toList();
  }

  /// What is not finished, what runs first.
  private List<PromiseRow> promises() {
    return seshat.promises().list(PromiseFilter.open().withLimit(PROMISES)).items().stream()
        .sorted(Comparator.comparing(Promise::status).reversed())
        .limit(6)
        .map(PromiseRow::new)
        .toList();
  }

  private @Nullable PromiseHealth attention() {
    PromiseHealth health = seshat.promises().health();
    return health.state() == PromiseHealth.State.ATTENTION_NEEDED ? health : null;
  }

  /// What was done last, without the deliveries of webhooks: each deed that one is told of makes three more.
  private List<Deed> activity() {
    return Deeds.of(
        seshat,
        seshat.audit().find(AuditQuery.newest(ENTRIES)).stream()
            .filter(entry -> !Deed.isDelivery(entry))
            .limit(60)
            .toList());
  }

  private static SessionFilter of(SessionStatus status) {
    return SessionFilter.all().withStatuses(Set.of(status));
  }

  private List<SessionRow> rows(SessionFilter filter) {
    return seshat.sessions().list(filter).items().stream().map(SessionRow::new).toList();
  }

  private Spend spend(ZoneId zone) {
    LocalDate today = LocalDate.now(zone);
    LocalDate weekStart = today.minusDays(6);
    UsageQuery byDay = UsageQuery.by(UsageDimension.DAY).withZone(zone);
    UsageSummary fortnight =
        seshat.usage().summary(byDay.withDays(today.minusDays(DAYS - 1), today));
    UsageSummary week = seshat.usage().summary(byDay.withDays(weekStart, today));
    double before =
        fortnight.rows().stream()
            .filter(row -> LocalDate.parse(row.key()).isBefore(weekStart))
            .mapToDouble(UsageCharts::cost)
            .sum();
    return new Spend(
        Money.of(seshat.usage().summary(byDay.withDays(today, today)).totals()),
        Money.of(week.totals()),
        trend(before, UsageCharts.cost(week.totals())),
        fortnight.totals().requests() == 0 ? null : chart(fortnight, today),
        seshat.budgets().list().stream()
            .map(BudgetRow::new)
            .filter(BudgetRow::isNearlySpent)
            .toList());
  }

  /// What the week cost beside the one before it, in words.
  static @Nullable String trend(double before, double now) {
    if (before <= 0 || now <= 0) {
      return null;
    }
    double factor = now / before;
    if (factor >= 2) {
      return "%.1f times the seven days before".formatted(factor);
    }
    long percent = Math.round(Math.abs(factor - 1) * 100);
    return percent < 1
        ? "as much as the seven days before"
        : percent + " % " + (factor > 1 ? "more" : "less") + " than the seven days before";
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
}
