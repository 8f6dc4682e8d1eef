package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.Progress.Judged;
import dev.seshat.session.Progress.State;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.math.BigDecimal;
import java.math.MathContext;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// How far sessions have come, and who says so.
///
/// An indicator is met by the rule that it carries, or because a person or a model said so; without any of these it is
/// unknown, never guessed. What a person or a model said goes before the rule.
public final class ProgressReports {
  private static final Pattern JUDGE = Pattern.compile("(person|model|agent):.{1,100}");

  private final Scope scope;
  private final Sessions sessions;

  public ProgressReports(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  /// How far a session has come.
  public Progress of(String ref) {
    return scope
        .store()
        .read(tx -> of(tx, SessionTable.get(tx, sessions.resolve(tx, ref)), sessions.insight()));
  }

  /// Records what a person or a model says of an indicator; a later word takes the place of an earlier one.
  ///
  /// @param success whether it is a success indicator; else a completion indicator
  /// @param text the indicator's text
  /// @param by `person:NAME`, `model:NAME` or `agent:NAME`
  /// @param evidence what it rests on, at most 2,000 characters
  public Progress judge(
      String ref, boolean success, String text, boolean met, String by, @Nullable String evidence) {
    if (!JUDGE.matcher(by).matches()) {
      throw new Invalid("decided_by", "must be person:NAME, model:NAME or agent:NAME");
    }
    String checked = evidence == null ? null : Texts.checked("evidence", evidence, 2_000);
    return scope
        .store()
        .write(tx -> {
          Session session = SessionTable.lock(tx, sessions.resolve(tx, ref));
          List<Indicator> known =
              success ? session.successIndicators() : session.completionIndicators();
          if (known.stream().noneMatch(indicator -> indicator.text().equals(text))) {
            throw new Invalid(
                "indicator",
                "the session has no such indicator: '" + Texts.shorten(text, 60) + "'");
          }
          ProgressTable.decide(tx, session.id(), kind(success), text, met, by, checked);
          Map<String, Object> detail =
              Map.of("indicator", Texts.shorten(text, 200), "met", met, "decided_by", by);
          scope.changed(
              tx, "session.judge", "session", session.id(), session.id(), Json.write(detail));
          return of(tx, session, sessions.insight());
        });
  }

  private static String kind(boolean success) {
    return success ? "success" : "completion";
  }

  static Progress of(Tx tx, Session session, Insight insight) throws SQLException {
    InterviewProgress interview = insight.interview(tx, session);
    List<Judged> success = judged(tx, session, interview, true);
    List<Judged> completion = judged(tx, session, interview, false);
    boolean canComplete = completion.stream().allMatch(each -> each.state() == State.MET);
    return new Progress(
        session.id(),
        session.status(),
        session.activeTime().toSeconds(),
        session.interactionCount(),
        session.artifactCount(),
        session.noteCount(),
        Objects.requireNonNullElse(session.get(SessionField.TASK_COUNT), 0L),
        Objects.requireNonNullElse(session.get(SessionField.COMPLETED_TASK_COUNT), 0L),
        Objects.requireNonNullElse(session.get(SessionField.PROGRESS_PERCENTAGE), 0.0),
        success,
        completion,
        interview,
        canComplete);
  }

  private static List<Judged> judged(
      Tx tx, Session session, @Nullable InterviewProgress interview, boolean success)
      throws SQLException {
    List<Indicator> indicators =
        success ? session.successIndicators() : session.completionIndicators();
    if (indicators.isEmpty()) {
      return List.of();
    }
    Map<String, Judged> verdicts = ProgressTable.verdicts(tx, session.id(), kind(success));
    List<Judged> judged = new ArrayList<>();
    for (Indicator indicator : indicators) {
      Judged said = verdicts.get(indicator.text());
      judged.add(
          said == null
              ? byRule(tx, session, interview, indicator)
              : new Judged(indicator, said.state(), said.decidedBy(), said.evidence()));
    }
    return judged;
  }

  private static Judged byRule(
      Tx tx, Session session, @Nullable InterviewProgress interview, Indicator indicator)
      throws SQLException {
    if (indicator.check() == null) {
      return new Judged(indicator, State.UNKNOWN, null, null);
    }
    boolean met = true;
    List<String> evidence = new ArrayList<>();
    for (Check.Comparison comparison : Check.parse("check", indicator.check()).all()) {
      BigDecimal counted = count(tx, session, interview, comparison);
      if (counted == null) {
        return new Judged(indicator, State.UNKNOWN, null, null);
      }
      met &= comparison.holds(counted);
      evidence.add(comparison.shown() + " = " + counted.toPlainString());
    }
    return new Judged(
        indicator, met ? State.MET : State.NOT_MET, "rule", String.join(", ", evidence));
  }

  /// Null for what is not to be counted here: a session that follows no process has no prompts.
  private static @Nullable BigDecimal count(
      Tx tx, Session session, @Nullable InterviewProgress interview, Check.Comparison c)
      throws SQLException {
    return switch (c.count()) {
      case "prompts_open" ->
          interview == null ? null : BigDecimal.valueOf(interview.requiredLeft());
      case "minutes" ->
          BigDecimal.valueOf(session.activeTime().toSeconds())
              .divide(BigDecimal.valueOf(60), new MathContext(6))
              .stripTrailingZeros();
      case "tokens" -> BigDecimal.valueOf(session.totalTokens());
      case "cost" -> session.costUsd();
      default -> BigDecimal.valueOf(ProgressTable.count(tx, session.id(), c.count(), c.type()));
    };
  }
}
