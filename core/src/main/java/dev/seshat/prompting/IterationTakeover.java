package dev.seshat.prompting;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// References and iterations as another system kept them, for those who take its rows over.
public final class IterationTakeover {
  private static final String ASSESSMENT = "result_assessment";

  private final Scope scope;
  private final Iterations iterations;

  public IterationTakeover(Scope scope, Iterations iterations) {
    this.scope = scope;
    this.iterations = iterations;
  }

  /// What a session worked towards, as another system has it.
  ///
  /// @param profile the vocabulary of that system
  /// @param analysis a JSON object's text
  /// @param reflected whether its lessons were drawn there
  public record ToldReference(
      String profile,
      @Nullable String description,
      @Nullable String analysis,
      List<String> imagePaths,
      @Nullable String approach,
      boolean reflected) {
    public ToldReference {
      imagePaths = List.copyOf(imagePaths);
    }
  }

  /// Takes over what a session worked towards. What is here gets what is told otherwise now than before; what was said of
  /// it here stays.
  ///
  /// @param earlier what was told last; null if nothing was
  /// @return whether anything is new because of it
  public boolean referenceIn(
      Tx tx, UUID session, ToldReference told, @Nullable ToldReference earlier)
      throws SQLException {
    Optional<Reference> here = ReferenceTable.find(tx, session);
    Map<String, @Nullable String> now = columns(told);
    if (here.isEmpty()) {
      ReferenceTable.insert(tx, session, told.profile());
      ReferenceTable.change(tx, session, now);
    } else if (earlier != null) {
      Map<String, @Nullable String> then = columns(earlier);
      Map<String, @Nullable String> is = columns(here.get());
      now.keySet()
          .removeIf(each ->
              Objects.equals(now.get(each), is.get(each))
                  || !Objects.equals(then.get(each), is.get(each)));
      if (!now.isEmpty()) {
        ReferenceTable.change(tx, session, now);
      }
    }
    boolean isReflected = told.reflected() && here.map(each -> !each.reflected()).orElse(true);
    if (isReflected) {
      ReflectionTable.reflected(tx, session);
    }
    boolean isChange = here.isEmpty() || (earlier != null && !now.isEmpty()) || isReflected;
    if (isChange) {
      scope.changed(tx, "reference.import", "reference", session, session, "{}");
    }
    return isChange;
  }

  /// Takes the path of a reference image out that is kept here now, under a path of its own.
  ///
  /// @param there the end of the path that it had where it came from
  public void replacedIn(Tx tx, UUID session, String there) throws SQLException {
    Reference here = ReferenceTable.find(tx, session).orElseThrow();
    List<String> left =
        here.referenceImagePaths().stream().filter(each -> !each.endsWith(there)).toList();
    if (left.size() < here.referenceImagePaths().size()) {
      Map<String, @Nullable String> columns = new LinkedHashMap<>();
      columns.put("reference_image_paths", Json.write(left));
      ReferenceTable.change(tx, session, columns);
    }
  }

  private static Map<String, @Nullable String> columns(ToldReference told) {
    Map<String, @Nullable String> columns = new LinkedHashMap<>();
    columns.put("reference_description", told.description());
    columns.put("reference_analysis", canonical(told.analysis()));
    columns.put("reference_image_paths", Json.write(told.imagePaths()));
    columns.put("approach_rationale", told.approach());
    return columns;
  }

  private static Map<String, @Nullable String> columns(Reference here) {
    Map<String, @Nullable String> columns = new LinkedHashMap<>();
    columns.put("reference_description", here.referenceDescription());
    columns.put("reference_analysis", canonical(here.referenceAnalysis()));
    columns.put("reference_image_paths", Json.write(here.referenceImagePaths()));
    columns.put("approach_rationale", here.approachRationale());
    return columns;
  }

  /// JSON as this writes it, so that two texts of one value are compared as one.
  private static @Nullable String canonical(@Nullable String json) {
    return json == null ? null : Json.write(Json.parseObject("json", json));
  }

  /// What became of an iteration.
  public record Taken(long id, int number, boolean isNew, boolean isChanged) {}

  /// Takes an iteration over, known by its external id, under the next number of its session. One that is here gets what is
  /// told otherwise now than before; what was said of it here stays.
  ///
  /// @param earlier what was told of it last; null if nothing was
  public Taken takeIn(
      Tx tx, UUID session, RecordedIteration told, @Nullable RecordedIteration earlier)
      throws SQLException {
    String external = Objects.requireNonNull(told.externalId());
    Iteration here = IterationTable.findExternal(tx, session, external).orElse(null);
    if (here == null) {
      Iteration made = iterations.recordIn(tx, session, told);
      return new Taken(made.id(), made.iterationNumber(), true, true);
    }
    Map<String, Object> news = earlier == null ? Map.of() : news(here, earlier, told);
    if (!news.isEmpty()) {
      iterations.retellIn(tx, here, news);
    }
    return new Taken(here.id(), here.iterationNumber(), false, !news.isEmpty());
  }

  /// The columns that are told otherwise now, of those that hold what was told then. What is no longer told stays.
  private static Map<String, Object> news(
      Iteration here, RecordedIteration earlier, RecordedIteration told) {
    Map<String, @Nullable Object> is = columns(here);
    Map<String, @Nullable Object> then = columns(earlier);
    Map<String, Object> news = new LinkedHashMap<>();
    columns(told)
        .forEach((column, value) -> {
          boolean stands = Objects.equals(then.get(column), is.get(column));
          if (value != null && stands && !value.equals(is.get(column))) {
            news.put(column, written(column, value));
          }
        });
    Scores scores = news.containsKey(ASSESSMENT) ? Scores.stored(told.resultAssessment()) : null;
    if (scores != null) {
      news.put("score", scores.avg());
      news.put("best_score", scores.best().avg());
    }
    return news;
  }

  private static Object written(String column, Object value) {
    return switch (value) {
      case List<?> list -> new dev.seshat.store.Json(Json.write(list));
      case String text when !column.equals("user_feedback") -> new dev.seshat.store.Json(text);
      default -> value;
    };
  }

  private static Map<String, @Nullable Object> columns(Iteration of) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put(ASSESSMENT, canonical(of.resultAssessment()));
    columns.put("scores_validated", of.scoresValidated());
    columns.put("user_feedback", of.userFeedback());
    columns.put("gap_analysis", canonical(of.gapAnalysis()));
    columns.put("success", of.success());
    columns.put("what_worked", of.whatWorked());
    columns.put("what_failed", of.whatFailed());
    return columns;
  }

  private static Map<String, @Nullable Object> columns(RecordedIteration of) {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    columns.put(ASSESSMENT, canonical(of.resultAssessment()));
    columns.put("scores_validated", of.scoresValidated());
    columns.put("user_feedback", of.userFeedback());
    columns.put("gap_analysis", canonical(of.gapAnalysis()));
    columns.put("success", of.success());
    columns.put("what_worked", of.whatWorked());
    columns.put("what_failed", of.whatFailed());
    return columns;
  }

  /// The number of the row of an iteration by its external id.
  public Optional<Iteration> findIn(Tx tx, UUID session, String externalId) throws SQLException {
    return IterationTable.findExternal(tx, session, externalId);
  }

  /// Scores as this store keeps them; null where some are missing or none by the profile's measure.
  ///
  /// @param references how many reference images the session has
  public @Nullable String assessed(String profile, NewScores said, int references) {
    try {
      return Json.write(
          new Scoring(iterations.profiles().get(profile), references).of(said).toJson());
    } catch (Invalid e) {
      return null;
    }
  }
}
