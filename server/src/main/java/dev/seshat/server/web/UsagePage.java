package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.preference.Chosen;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.web.UsageCharts.Measure;
import dev.seshat.usage.Project;
import dev.seshat.usage.UsageDimension;
import dev.seshat.usage.UsageQuery;
import dev.seshat.usage.UsageRow;
import dev.seshat.usage.UsageSummary;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.LocalDate;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Tokens and money: by day, model and project, each as a chart and as a table.
public final class UsagePage implements Pages {
  private static final String[] PARAMS = {
    "range", "from", "to", "zone", "project", "model", "show", "sort"
  };

  private static final String ICON = "M4 20h16M6 20v-6M12 20V5M18 20v-9";

  private final Seshat seshat;
  private final Renderer renderer;

  public UsagePage(Seshat seshat, Renderer renderer) {
    this.seshat = seshat;
    this.renderer = renderer;
  }

  /// What was asked for, to fill the form and the links with.
  public record Asked(
      String range,
      @Nullable LocalDate from,
      @Nullable LocalDate to,
      ZoneId zone,
      @Nullable String project,
      @Nullable String model,
      boolean tokens,
      Link here) {
    /// The filters that are set.
    public List<Parts.Chip> chips() {
      Map<String, String> titles = new LinkedHashMap<>();
      titles.put("project", "Project");
      titles.put("model", "Model");
      titles.put("from", "From");
      titles.put("to", "To");
      return Parts.chips(here, titles);
    }
  }

  /// What the page shows.
  public record View(
      Asked asked,
      UsageRow totals,
      @Nullable BarChart days,
      UsageTable byDay,
      UsageTable byModel,
      UsageTable byProject,
      List<String> projects,
      List<String> models,
      List<BudgetRow> budgets,
      boolean isOwner) {
    public Money cost() {
      return Money.of(totals);
    }

    public boolean isEmpty() {
      return totals.requests() == 0;
    }
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.RECORD, "Usage", "/usage", 'u', ICON).page("/usage", this::show);
  }

  private void show(Context ctx) {
    Asked asked = asked(Params.of(ctx, PARAMS), Reader.of(ctx).chosen());
    Measure measure = asked.tokens() ? Measure.TOKENS : Measure.COST;
    UsageSummary byDay = summary(asked, UsageDimension.DAY);
    UsageSummary byModel = summary(asked, UsageDimension.MODEL);
    UsageSummary byProject = summary(asked, UsageDimension.PROJECT);
    View view =
        new View(
            asked,
            byDay.totals(),
            UsageCharts.byDay(byDay, largestModels(asked, byModel, measure), measure),
            UsageTable.of("Usage by day, " + asked.zone(), "Day", byDay, measure, csv(asked, "day"))
                .newestFirst()
                .sortable(asked.here()),
            UsageTable.of("Usage by model", "Model", byModel, measure, csv(asked, "model"))
                .sortable(asked.here()),
            UsageTable.of("Usage by project", "Project", byProject, measure, csv(asked, "project"))
                .sortable(asked.here()),
            seshat.usage().projects().list().stream().map(Project::name).toList(),
            seshat.usage().models().stream().map(model -> model.name()).distinct().toList(),
            seshat.budgets().list().stream().map(BudgetRow::new).toList(),
            Visitor.of(ctx).role().allows(Role.OWNER));
    renderer.page(ctx, "usage", "Usage", "usage", view);
  }

  private static Asked asked(Params params, Chosen chosen) {
    ZoneId zone =
        Objects.requireNonNullElseGet(params.as("zone", UsageQuery::zone), chosen::zoneHere);
    LocalDate from = params.as("from", text -> day("from", text));
    LocalDate to = params.as("to", text -> day("to", text));
    String usual = chosen.word(PreferenceKey.USAGE_RANGE);
    String range = params.text("range", from == null && to == null ? usual : "own");
    LocalDate today = LocalDate.now(zone);
    switch (range) {
      case "7d" -> from = today.minusDays(6);
      case "30d" -> from = today.minusDays(29);
      case "90d" -> from = today.minusDays(89);
      case "year" -> from = today.minusDays(364);
      case "all" -> from = null;
      case "own" -> {}
      default -> throw new Invalid("range", "must be one of 7d, 30d, 90d, year, all, own");
    }
    if (!range.equals("own")) {
      to = null;
    }
    if (from != null && to != null && to.isBefore(from)) {
      throw new Invalid("to", "must not be before from");
    }
    if (params.text("sort") != null && !UsageTable.isSort(params.required("sort"))) {
      throw new Invalid("sort", "must be the name of a column, such as cost or -cost");
    }
    Link here = new Link("/usage", params.all());
    return new Asked(
        range, from, to, zone, params.text("project"), params.text("model"), measure(params), here);
  }

  private static boolean measure(Params params) {
    return switch (params.text("show", "cost")) {
      case "cost" -> false;
      case "tokens" -> true;
      default -> throw new Invalid("show", "must be cost or tokens");
    };
  }

  private static LocalDate day(String name, String text) {
    try {
      LocalDate day = LocalDate.parse(text);
      if (day.getYear() >= 2000 && day.getYear() < 2200) {
        return day;
      }
    } catch (DateTimeException e) {
      // said below
    }
    throw new Invalid(name, "must be a day such as 2026-01-31");
  }

  private UsageSummary summary(Asked asked, UsageDimension by) {
    return seshat.usage().summary(query(asked, by));
  }

  private static UsageQuery query(Asked asked, UsageDimension by) {
    return UsageQuery.by(by)
        .withZone(asked.zone())
        .withDays(asked.from(), asked.to())
        .withProject(asked.project())
        .withModel(asked.model());
  }

  private Map<String, UsageSummary> largestModels(
      Asked asked, UsageSummary byModel, Measure measure) {
    Map<String, UsageSummary> parts = new LinkedHashMap<>();
    byModel.rows().stream()
        .filter(row -> !row.key().isBlank() && measure.of(row) > 0)
        .sorted(java.util.Comparator.comparingDouble(measure::of).reversed())
        .limit(UsageCharts.SERIES)
        .forEach(row ->
            parts.put(
                row.label(),
                seshat.usage().summary(query(asked, UsageDimension.DAY).withModel(row.key()))));
    return parts;
  }

  private static String csv(Asked asked, String by) {
    LocalDate to = asked.to();
    return Link.to("/api/v1/usage")
        .with("by", by)
        .with("zone", asked.zone())
        .with("from", asked.from())
        .with("to", to == null ? null : to.plusDays(1))
        .with("project", asked.project())
        .with("model", asked.model())
        .with("format", "csv")
        .toString();
  }
}
