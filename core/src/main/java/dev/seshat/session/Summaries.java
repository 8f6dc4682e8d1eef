package dev.seshat.session;

import dev.seshat.Texts;
import dev.seshat.session.Progress.Judged;
import dev.seshat.session.Progress.State;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;

/// A session's summary, by rule: from its goal, its counts, its indicators and what is left, in plain text.
final class Summaries {
  private static final int KEPT = 5;

  private Summaries() {}

  static String of(Tx tx, Session session) throws SQLException {
    List<String> parts = new ArrayList<>();
    parts.add("Goal: " + Texts.shorten(session.intention(), 500));
    parts.add(covered(tx, session));
    Progress progress = ProgressReports.of(tx, session);
    addIndicators(parts, "Success", progress.successIndicators());
    addIndicators(parts, "Completion", progress.completionIndicators());
    addNotes(parts, tx, session);
    addLast(parts, tx, session);
    String followup = session.get(SessionField.FOLLOWUP_NOTES);
    String next = session.get(SessionField.NEXT_SESSION_SUGGESTION);
    if (followup != null) {
      parts.add("To follow up: " + Texts.shorten(followup, 500));
    }
    if (next != null) {
      parts.add("Next: " + Texts.shorten(next, 500));
    }
    return String.join("\n", parts);
  }

  private static String covered(Tx tx, Session session) throws SQLException {
    List<String> counts = new ArrayList<>();
    counts.add(Moves.shown(session.activeTime()) + " active");
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
    parts.add(
        title
            + ": "
            + met
            + " of "
            + judged.size()
            + " met"
            + (open.isEmpty() ? "" : "; " + String.join("; ", open)));
  }

  private static void addNotes(List<String> parts, Tx tx, Session session) throws SQLException {
    List<Note> notes =
        NoteTable.mostImportant(tx, session.id(), KEPT).stream().filter(Note::isImportant).toList();
    for (Note note : notes) {
      parts.add(note.noteType() + ": " + Texts.shorten(note.noteContent(), 300));
    }
  }

  /// The last thing that was said, which in most work is what it came to.
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
