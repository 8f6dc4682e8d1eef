package dev.seshat.session;

import dev.seshat.Texts;
import dev.seshat.session.Progress.Judged;
import dev.seshat.session.Progress.State;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// A session's summary, by rule: from its goal, its counts, its indicators and what is left, in plain text.
final class Summaries {
  private static final int KEPT = 5;
  private static final int MOST_THEMES = 8;

  private Summaries() {}

  static String of(Tx tx, Session session, Insight insight) throws SQLException {
    return of(
        tx,
        session,
        insight,
        session.get(SessionField.FOLLOWUP_NOTES),
        session.get(SessionField.NEXT_SESSION_SUGGESTION));
  }

  /// What a session that is completed has written for it: its summary, what is left, and what may come next, as far as
  /// nobody said it.
  static Map<String, @Nullable Object> atEnd(
      Tx tx, Session session, FieldValues said, Insight insight) throws SQLException {
    Map<String, @Nullable Object> columns = new LinkedHashMap<>();
    Insight.Outlook outlook = insight.outlook(tx, session);
    String followup = known(said, session, SessionField.FOLLOWUP_NOTES);
    String next = known(said, session, SessionField.NEXT_SESSION_SUGGESTION);
    if (followup == null && outlook.followUp() != null) {
      followup = insight.shareable(tx, session, outlook.followUp());
      columns.put(SessionField.FOLLOWUP_NOTES.column(), followup);
      columns.put(SessionField.NEEDS_FOLLOWUP.column(), true);
    }
    if (next == null && outlook.next() != null) {
      next = insight.shareable(tx, session, outlook.next());
      columns.put(SessionField.NEXT_SESSION_SUGGESTION.column(), next);
    }
    if (!said.has(SessionField.SUMMARY)) {
      columns.put(SessionField.SUMMARY.column(), of(tx, session, insight, followup, next));
    }
    return columns;
  }

  private static @Nullable String known(
      FieldValues said, Session session, SessionField<String> field) {
    return said.has(field) ? said.get(field) : session.get(field);
  }

  private static String of(
      Tx tx, Session session, Insight insight, @Nullable String followup, @Nullable String next)
      throws SQLException {
    List<String> parts = new ArrayList<>();
    parts.add("Goal: " + Texts.shorten(session.intention(), 500));
    Progress progress = ProgressReports.of(tx, session, insight);
    parts.add(covered(tx, session, insight, progress.interview()));
    addIndicators(parts, "Success", progress.successIndicators());
    addIndicators(parts, "Completion", progress.completionIndicators());
    addThemes(parts, tx, session);
    List<String> said = insight.said(tx, session);
    if (!said.isEmpty()) {
      parts.add("In their words (chosen by rules): " + String.join(" ", said));
    }
    addNotes(parts, tx, session);
    if (session.get(SessionField.STORYTELLER_ID) == null) {
      addLast(parts, tx, session);
    }
    if (followup != null) {
      parts.add("To follow up: " + Texts.shorten(followup, 500));
    }
    if (next != null) {
      parts.add("Next: " + Texts.shorten(next, 500));
    }
    return insight.shareable(tx, session, String.join("\n", parts));
  }

  private static String covered(
      Tx tx, Session session, Insight insight, @Nullable InterviewProgress interview)
      throws SQLException {
    List<String> counts = new ArrayList<>();
    counts.add(Moves.shown(session.activeTime()) + " active");
    counts.addAll(insight.about(tx, session));
    if (interview != null) {
      counts.add(interview.answered() + " answered and " + interview.skipped() + " skipped");
    }
    ProgressTable.eachType(
        tx,
        "session_interaction",
        "interaction_type",
        session.id(),
        (type, n) -> counts.add(counted(n, type.replace('_', ' '))));
    ProgressTable.eachType(
        tx,
        ArtifactTable.NAME,
        "artifact_type",
        session.id(),
        (type, n) -> counts.add(counted(n, type.replace('_', ' ') + " artifact")));
    if (session.noteCount() > 0) {
      counts.add(counted(session.noteCount(), "note"));
    }
    if (session.totalTokens() > 0) {
      counts.add(String.format(Locale.ROOT, "%,d tokens", session.totalTokens()));
    }
    return "Covered: " + String.join(", ", counts);
  }

  private static String counted(long count, String what) {
    return count + " " + what + (count == 1 ? "" : "s");
  }

  private static void addIndicators(List<String> parts, String title, List<Judged> judged) {
    if (judged.isEmpty()) {
      return;
    }
    long met = judged.stream().filter(each -> each.state() == State.MET).count();
    List<String> open =
        judged.stream()
            .filter(each -> each.state() != State.MET)
            .map(each ->
                Texts.shorten(each.indicator().text(), 120)
                    + " ("
                    + each.state().word().replace('_', ' ')
                    + ")")
            .toList();
    String shown =
        judged.stream()
            .filter(each -> each.state() == State.MET)
            .map(each -> Texts.shorten(each.indicator().text(), 120))
            .collect(Collectors.joining("; "));
    parts.add(
        title
            + ": "
            + met
            + " of "
            + judged.size()
            + " met"
            + (shown.isEmpty() ? "" : " (" + shown + ")")
            + (open.isEmpty() ? "" : "; " + String.join("; ", open)));
  }

  /// Those that came up most, as whoever analysed the answers named them.
  private static void addThemes(List<String> parts, Tx tx, Session session) throws SQLException {
    Map<String, Integer> themes = new TreeMap<>();
    InteractionTable.themes(
        tx,
        session.id(),
        each -> themes.merge(each.strip().toLowerCase(Locale.ROOT), 1, Integer::sum));
    if (!themes.isEmpty()) {
      parts.add(
          "Themes: "
              + themes.entrySet().stream()
                  .sorted(Map.Entry.<String, Integer>comparingByValue().reversed())
                  .limit(MOST_THEMES)
                  .map(each ->
                      each.getKey() + (each.getValue() == 1 ? "" : " (" + each.getValue() + ")"))
                  .collect(Collectors.joining(", ")));
    }
  }

  private static void addNotes(List<String> parts, Tx tx, Session session) throws SQLException {
    List<Note> notes =
        NoteTable.mostImportant(tx, session.id(), KEPT).stream().filter(Note::isImportant).toList();
    for (Note note : notes) {
      parts.add(note.noteType() + ": " + Texts.shorten(note.noteContent(), 300));
    }
  }

  /// The last thing that was said, which in most work is what it came to. Of somebody who is interviewed nothing is told on
  /// that was not looked at.
  private static void addLast(List<String> parts, Tx tx, Session session) throws SQLException {
    Interactions.lastIn(tx, session.id(), 50).reversed().stream()
        .filter(i ->
            i.type() == InteractionType.MESSAGE
                || i.type() == InteractionType.RESPONSE
                || i.type() == InteractionType.REFLECTION)
        .filter(i -> !Objects.requireNonNullElse(i.agentText(), i.text()).isBlank())
        .findFirst()
        .ifPresent(
            i -> parts.add("Last: " + i.author() + ": " + Texts.shorten(i.text().strip(), 500)));
  }
}
