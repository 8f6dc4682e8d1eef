package dev.seshat.server.web;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.analysis.ModelCall;
import dev.seshat.analysis.ModelCallFilter;
import dev.seshat.analysis.ModelStatus;
import dev.seshat.server.http.Params;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Which language model Seshat itself calls, without its key, and what became of the calls.
public record ModelsPage(Seshat seshat, Renderer renderer) implements Pages {
  private static final int SHOWN = 50;

  /// What the page shows.
  ///
  /// @param next the address of the earlier calls; null if there are none
  public record View(ModelStatus status, List<ModelCall> calls, @Nullable String next) {
    /// The columns of the calls.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("When"),
            Parts.Column.of("For"),
            Parts.Column.number("Tries"),
            Parts.Column.number("Took"),
            Parts.Column.number("Tokens"),
            Parts.Column.number("Cost"),
            Parts.Column.of("Came to"));

    public List<Parts.Tab> tabs() {
      return SettingsPage.tabs("models");
    }

    /// What is configured.
    public List<Parts.Fact> facts() {
      List<Parts.Fact> facts = new ArrayList<>();
      facts.add(Parts.Fact.of("Model", Objects.requireNonNullElse(status.model(), "none")));
      facts.add(Parts.Fact.of("Host", Objects.requireNonNullElse(status.host(), "–")));
      facts.add(Parts.Fact.code("Address", Objects.requireNonNullElse(status.url(), "–")));
      facts.add(Parts.Fact.of("Key", status.hasKey() ? "set, not shown" : "none"));
      return facts;
    }

    /// What a call cost.
    public static String cost(ModelCall call) {
      if (call.costUsd() == null) {
        return call.totalTokens() == 0 ? "–" : "unpriced";
      }
      return (call.isLowerBound() ? "≥ " : "") + Format.usd(call.costUsd());
    }

    /// How long a call took.
    public static String took(ModelCall call) {
      Long millis = call.durationMs();
      return millis == null
          ? "–"
          : millis < 10_000 ? Format.exact(millis) + " ms" : millis / 1_000 + " s";
    }

    /// How a status stands out.
    public static String css(ModelCall call) {
      return switch (call.status()) {
        case OK, RUNNING -> "";
        case STOPPED, REFUSED -> "warned";
        case INVALID, FAILED -> "wrong";
      };
    }
  }

  @Override
  public void addTo(Site site) {
    site.page("/settings/models", this::show);
  }

  private void show(Context ctx) {
    Params params = Params.of(ctx, "cursor");
    ModelCallFilter filter =
        new ModelCallFilter(null, null, null, null, params.positive("cursor"), SHOWN);
    Page<ModelCall> page = seshat.models().calls(filter);
    String next = page.next() == null ? null : "/settings/models?cursor=" + page.next();
    renderer.page(
        ctx,
        "models",
        "Models",
        "settings",
        new View(seshat.models().status(), page.items(), next));
  }
}
