package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.gallery.Comparison;
import dev.seshat.gallery.Image;
import dev.seshat.gallery.ImageFilter;
import dev.seshat.prompting.Delta;
import dev.seshat.prompting.ImageScores;
import dev.seshat.prompting.Iteration;
import dev.seshat.prompting.Iterations;
import dev.seshat.prompting.Profile;
import dev.seshat.prompting.Reference;
import dev.seshat.prompting.Scores;
import dev.seshat.prompting.Suggestion;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.session.Session;
import io.javalin.http.Context;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;
import org.jspecify.annotations.Nullable;

/// The iterations of a session: the reference beside what came of each prompt, how the scores move, what changed between
/// any two, and what to do next.
public final class IterationsPage implements Pages {
  private static final int SHOWN = 20;
  private static final int SCORED = 1_000;
  private static final int IMAGES = 500;

  private final Seshat seshat;
  private final Renderer renderer;

  public IterationsPage(Seshat seshat, Renderer renderer) {
    this.seshat = seshat;
    this.renderer = renderer;
  }

  /// An image of the batch, how it scores, and how like the reference it is.
  ///
  /// @param scores null where nobody scored it
  /// @param measured null where there is nothing to compare
  public record Shot(
      int position,
      @Nullable Image image,
      @Nullable ImageScores scores,
      @Nullable Comparison measured) {
    /// The measures, each with its name.
    public List<Parts.Fact> measures() {
      Comparison like = measured;
      return like == null
          ? List.of()
          : List.of(
              Parts.Fact.of("structure", Shown.score(like.ssim())),
              Parts.Fact.of("colours", Shown.score(like.histogramDistance())),
              Parts.Fact.of("shape", Shown.score(like.hashDistance())));
    }
  }

  /// An iteration with its batch.
  public record Row(Iteration iteration, @Nullable Scores scores, List<Shot> shots) {
    public boolean hasPictures() {
      return shots.stream().anyMatch(shot -> shot.image() != null);
    }

    public boolean isMeasured() {
      return shots.stream().anyMatch(shot -> shot.measured() != null);
    }

    public boolean isBest(Shot shot) {
      return scores != null && shots.size() > 1 && scores.best().position() == shot.position();
    }

    public boolean canBeConfirmed() {
      return scores != null && !iteration.scoresValidated();
    }
  }

  /// How one dimension moved.
  ///
  /// @param low whether its latest score is of low confidence
  public record Bars(String name, String latest, boolean low, BarChart chart) {}

  /// A line of the table of scores.
  public record ScoreLine(int number, List<String> cells) {}

  /// The scores of all iterations, by dimension.
  public record ScoreView(List<String> dimensions, List<Bars> bars, List<ScoreLine> lines) {
    /// The heads of the table's columns.
    public List<Parts.Column> columns() {
      List<Parts.Column> columns = new ArrayList<>();
      columns.add(Parts.Column.of("Iteration"));
      dimensions.forEach(name -> columns.add(Parts.Column.number(name)));
      columns.add(Parts.Column.number("Batch"));
      columns.add(Parts.Column.number("Best image"));
      return columns;
    }
  }

  /// What the page shows.
  ///
  /// @param suggestion null where the profile is gone
  /// @param referenceImages the first is what the others are measured against
  /// @param delta of the two that are compared; null below two iterations
  /// @param earlier the address of those before; null at the first
  public record View(
      Head head,
      @Nullable Reference reference,
      List<Image> referenceImages,
      @Nullable Suggestion suggestion,
      ScoreView scores,
      List<Integer> numbers,
      @Nullable Delta delta,
      List<Row> rows,
      @Nullable String earlier) {
    /// A change of a score, with its sign.
    public String moved(String dimension) {
      return delta == null ? "" : Shown.signed(delta.changes().get(dimension));
    }
  }

  /// How scores are written.
  public static final class Shown {
    private Shown() {}

    public static String score(@Nullable Double score) {
      return score == null ? "" : String.format(java.util.Locale.ROOT, "%.2f", score);
    }

    public static String signed(@Nullable Double change) {
      return change == null ? "" : String.format(java.util.Locale.ROOT, "%+.2f", change);
    }

    /// Where an image is drawn small.
    public static String thumbnail(Image image) {
      return "/api/v1/images/" + image.imageId() + "/thumbnail?size=256";
    }
  }

  @Override
  public void addTo(Site site) {
    site.page("/sessions/{ref}/iterations", this::show)
        .form("/sessions/{ref}/iterations/{iteration}/validate", this::validate);
  }

  private void show(Context ctx) {
    Params params = Params.of(ctx, "before", "from", "to");
    Session session = Visitor.of(ctx).seshat().sessions().get(ctx.pathParam("ref"));
    Head head = Head.of(Visitor.of(ctx).seshat(), session, "iterations");
    String id = session.id().toString();
    Iterations iterations = seshat.iterations();
    Reference reference = iterations.findReference(id).orElse(null);
    Profile profile =
        reference == null ? null : iterations.profiles().find(reference.profile()).orElse(null);
    List<Iteration> all = iterations.list(id, null, SCORED).items();
    List<Integer> numbers = all.stream().map(Iteration::iterationNumber).toList();
    long before = params.integer("before", Integer.MAX_VALUE, 2, Integer.MAX_VALUE);
    List<Iteration> until = all.stream().filter(each -> each.iterationNumber() < before).toList();
    List<Iteration> some = until.subList(Math.max(0, until.size() - SHOWN), until.size());
    Suggestion next = profile == null || head.isOver() ? null : iterations.suggest(id);
    renderer.page(
        ctx,
        "session/iterations",
        session.title(),
        "sessions",
        new View(
            head,
            reference,
            pictures(session, true).reversed(),
            next,
            scores(profile, all),
            numbers,
            delta(params, id, numbers),
            rows(session, some).reversed(),
            some.size() == until.size()
                ? null
                : Link.to(head.href("iterations"))
                    .with("before", some.getFirst().iterationNumber())
                    .toString()));
  }

  private List<Image> pictures(Session session, boolean reference) {
    return seshat
        .images()
        .list(ImageFilter.newest(IMAGES).ofSession(session.id()).reference(reference))
        .items()
        .stream()
        .filter(Image::isKept)
        .toList();
  }

  private @Nullable Delta delta(Params params, String id, List<Integer> numbers) {
    if (numbers.size() < 2) {
      return null;
    }
    int last = numbers.getLast();
    int to = params.integer("to", last, 1, last);
    int from = params.integer("from", to == 1 ? last : to - 1, 1, last);
    return seshat.iterations().delta(id, to, from);
  }

  private List<Row> rows(Session session, List<Iteration> some) {
    Map<Long, List<Image>> pictures = new LinkedHashMap<>();
    for (Image each : pictures(session, false)) {
      if (each.iterationNumber() != null) {
        pictures.computeIfAbsent(each.iterationNumber(), n -> new ArrayList<>()).add(each);
      }
    }
    List<Image> shown = new ArrayList<>();
    // the newest stand at the top, and are measured first
    some.reversed()
        .forEach(
            each -> shown.addAll(pictures.getOrDefault((long) each.iterationNumber(), List.of())));
    Map<String, Comparison> measured = seshat.images().likeness(session.id(), shown);
    return some.stream()
        .map(each ->
            row(each, pictures.getOrDefault((long) each.iterationNumber(), List.of()), measured))
        .toList();
  }

  private static Row row(
      Iteration iteration, List<Image> images, Map<String, Comparison> measured) {
    Scores scores = iteration.scores();
    Map<Integer, Shot> shots = new LinkedHashMap<>();
    int unplaced = 1_000;
    for (Image image : images) {
      Integer position = image.position();
      int place = position == null ? unplaced++ : position;
      shots.put(place, new Shot(place, image, null, measured.get(image.imageId())));
    }
    for (ImageScores each : scores == null ? List.<ImageScores>of() : scores.images()) {
      Shot known = shots.get(each.position());
      shots.put(
          each.position(),
          known == null
              ? new Shot(each.position(), null, each, null)
              : new Shot(each.position(), known.image(), each, known.measured()));
    }
    List<Shot> sorted =
        shots.values().stream().sorted(Comparator.comparingInt(Shot::position)).toList();
    return new Row(iteration, scores, sorted);
  }

  private static ScoreView scores(@Nullable Profile profile, List<Iteration> all) {
    Map<Iteration, Scores> scored = new LinkedHashMap<>();
    TreeSet<String> named = new TreeSet<>();
    for (Iteration each : all) {
      Scores scores = each.scores();
      if (scores != null) {
        scored.put(each, scores);
        named.addAll(scores.scores().keySet());
      }
    }
    List<String> dimensions = profile == null ? List.copyOf(named) : profile.dimensionNames();
    List<Bars> bars = new ArrayList<>();
    if (!scored.isEmpty()) {
      dimensions.forEach(name -> bars.add(bars(name, scored)));
    }
    List<ScoreLine> lines = new ArrayList<>();
    scored.forEach((iteration, scores) -> {
      List<String> cells = new ArrayList<>();
      dimensions.forEach(name -> cells.add(Shown.score(scores.scores().get(name))));
      cells.add(Shown.score(iteration.score()));
      cells.add(Shown.score(iteration.bestScore()));
      lines.add(new ScoreLine(iteration.iterationNumber(), cells));
    });
    return new ScoreView(dimensions, bars, lines);
  }

  private static Bars bars(String name, Map<Iteration, Scores> scored) {
    List<String> labels = new ArrayList<>();
    List<Double> values = new ArrayList<>();
    scored.forEach((iteration, scores) -> {
      labels.add(String.valueOf(iteration.iterationNumber()));
      values.add(scores.scores().getOrDefault(name, 0.0));
    });
    Scores latest = List.copyOf(scored.values()).getLast();
    BarChart chart =
        BarChart.small(
            new BarChart.Data(
                name + ", mean score by iteration",
                labels,
                List.of(new BarChart.Series(name, values)),
                Shown::score,
                Shown::score,
                1));
    return new Bars(
        name, Shown.score(values.getLast()), "low".equals(latest.confidence().get(name)), chart);
  }

  private Site.Done validate(Context ctx, Form form) {
    form.only();
    Seshat as = Visitor.of(ctx).seshat();
    Session session = as.sessions().get(ctx.pathParam("ref"));
    long number = Params.positive("iteration", ctx.pathParam("iteration"));
    as.iterations().validate(Objects.requireNonNull(session).id().toString(), number, null, null);
    return new Site.Done(
        "/sessions/" + session.id() + "/iterations",
        "The scores of iteration " + number + " are confirmed.");
  }
}
