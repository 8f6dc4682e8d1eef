package dev.seshat.session;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.Tokens;
import dev.seshat.json.Json;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.preference.Preferences;
import dev.seshat.session.Progress.Judged;
import dev.seshat.store.Scope;
import dev.seshat.store.Times;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What a new agent needs to go on where the last one stopped, within a number of tokens.
///
/// Sections stand in the order of their worth. Each has a share of the budget that is its own; what one leaves over the
/// others may use, in the same order. The same rows give the same text.
public final class Briefs {
  private static final int LAST_INTERACTIONS = 200;
  private static final int MAX_ITEM_CHARACTERS = 20_000;
  private static final int INTERACTIONS_SHARE = 25;

  private final Scope scope;
  private final Sessions sessions;
  private final List<BriefPart> parts;

  /// @param parts what other features have to say
  public Briefs(Scope scope, Sessions sessions, List<BriefPart> parts) {
    this.scope = scope;
    this.sessions = sessions;
    this.parts = List.copyOf(parts);
  }

  /// The budget of whoever says none: their own choice, or 4,000.
  public int tokens() {
    return new Preferences(scope).chosen().number(PreferenceKey.BRIEF_TOKENS);
  }

  /// The brief of a session, as Markdown of at most `tokens` tokens ([Tokens#count]).
  ///
  /// @param tokens 100 to 200,000
  public String brief(String ref, int tokens) {
    if (tokens < 100 || tokens > 200_000) {
      throw new Invalid("tokens", "must be 100 to 200000");
    }
    List<BriefSection> sections =
        scope.store().read(tx -> sections(tx, SessionTable.get(tx, sessions.resolve(tx, ref))));
    return pack(sections, tokens);
  }

  private static String pack(List<BriefSection> sections, int tokens) {
    for (BriefSection section : sections) {
      section.fill(tokens * section.share() / 100);
    }
    for (BriefSection section : sections) {
      section.fill(section.used() + tokens - total(sections));
      section.fillCut(section.used() + tokens - total(sections));
    }
    String text = join(sections);
    // counts of parts need not add up to the count of the whole
    for (int i = sections.size() - 1; i >= 0 && Tokens.count(text) > tokens; ) {
      if (!sections.get(i).drop()) {
        i--;
      }
      text = join(sections);
    }
    return text;
  }

  private static int total(List<BriefSection> sections) {
    return sections.stream().mapToInt(BriefSection::used).sum() + sections.size();
  }

  private static String join(List<BriefSection> sections) {
    return sections.stream()
        .map(BriefSection::text)
        .filter(text -> !text.isEmpty())
        .collect(Collectors.joining("\n\n", "", "\n"));
  }

  private List<BriefSection> sections(Tx tx, Session session) throws SQLException {
    Progress progress = ProgressReports.of(tx, session, sessions.insight());
    List<BriefSection> sections = new ArrayList<>();
    sections.add(new BriefSection("", 20, header(session), false));
    sections.add(new BriefSection("## Constraints", 10, bullets(session.constraints()), false));
    sections.add(new BriefSection("## Summary so far", 15, lines(session.summary()), false));
    sections.add(new BriefSection("## Working state", 5, context(session), false));
    sections.add(new BriefSection("## Indicators", 10, indicators(progress), false));
    int left = INTERACTIONS_SHARE;
    for (BriefPart part : parts) {
      List<String> lines = part.lines(tx, session);
      if (!lines.isEmpty()) {
        // the interactions make room for the parts of other features
        sections.add(new BriefSection(part.heading(), part.share(), lines, false));
        left -= part.share();
      }
    }
    sections.add(
        new BriefSection(
            "## Last interactions", Math.max(0, left), interactions(tx, session), true));
    sections.add(new BriefSection("## Decisions and notes", 8, notes(tx, session), false));
    sections.add(new BriefSection("## Artifacts", 4, artifacts(tx, session), false));
    sections.add(new BriefSection("## Next", 3, next(session), false));
    return sections;
  }

  private static List<String> header(Session session) {
    List<String> lines = new ArrayList<>();
    lines.add("# " + Texts.shorten(session.title(), 200));
    lines.add("Session " + session.id() + ", " + session.kind() + ", " + state(session));
    lines.add("Intention: " + clipped(session.intention()));
    lines.add(place(session));
    String procedure = session.get(SessionField.PROCEDURE_NOTES);
    if (procedure != null) {
      lines.add("Procedure: " + clipped(procedure));
    }
    lines.removeIf(String::isBlank);
    return lines;
  }

  private static String state(Session session) {
    String outcome = session.outcome() == null ? "" : " (" + session.outcome().word() + ")";
    return session.status().word()
        + outcome
        + ", priority "
        + session.priorityLevel()
        + ", "
        + session.interactionCount()
        + " interactions, last activity "
        + Times.text(session.lastActivityAt());
  }

  private static String place(Session session) {
    return Stream.of(
            named("project", session.project()),
            named("directory", session.workingDirectory()),
            named("branch", session.gitBranch()),
            named("tool", session.toolName()),
            named("previous session", session.previousSessionId()),
            named("forked from", session.forkedFromId()),
            named("part of", session.parentSessionId()))
        .filter(part -> !part.isEmpty())
        .collect(Collectors.joining(", "));
  }

  private static String named(String name, @Nullable Object value) {
    return value == null ? "" : name + " " + Texts.shorten(value.toString(), 300);
  }

  private static List<String> bullets(List<String> texts) {
    return texts.stream().map(text -> "- " + clipped(text)).toList();
  }

  private static List<String> lines(@Nullable String text) {
    return text == null
        ? List.of()
        : clipped(text).lines().filter(line -> !line.isBlank()).toList();
  }

  private static List<String> context(Session session) {
    return session.context().entrySet().stream()
        .sorted(java.util.Map.Entry.comparingByKey())
        .map(entry ->
            "- "
                + Texts.shorten(entry.getKey(), 100)
                + ": "
                + Texts.shorten(Json.write(entry.getValue()), 2_000))
        .toList();
  }

  private static List<String> indicators(Progress progress) {
    return Stream.concat(
            progress.completionIndicators().stream().map(each -> indicator("complete when", each)),
            progress.successIndicators().stream().map(each -> indicator("success when", each)))
        .toList();
  }

  private static String indicator(String what, Judged judged) {
    String mark =
        switch (judged.state()) {
          case MET -> "[x]";
          case NOT_MET -> "[ ]";
          case UNKNOWN -> "[?]";
        };
    String by =
        judged.decidedBy() == null
            ? ""
            : " ("
                + judged.decidedBy()
                + (judged.evidence() == null ? "" : ": " + judged.evidence())
                + ")";
    return "- "
        + mark
        + " "
        + what
        + ": "
        + clipped(judged.indicator().text())
        + Texts.shorten(by, 300);
  }

  private static List<String> interactions(Tx tx, Session session) throws SQLException {
    return Interactions.lastIn(tx, session.id(), LAST_INTERACTIONS).reversed().stream()
        .filter(i -> !i.text().isBlank())
        .map(i ->
            "- #"
                + i.interactionSequence()
                + " "
                + Times.text(i.createdAt())
                + " "
                + who(i)
                + ": "
                + clipped(i.text())
                + (i.unanswered().isEmpty() ? "" : " (" + i.unanswered() + ")"))
        .toList();
  }

  private static String who(Interaction i) {
    return switch (i.type()) {
      case TOOL_CALL, TOOL_RESULT, EVENT, REFLECTION ->
          i.author() + " (" + i.type().word().replace('_', ' ') + ")";
      default -> i.author();
    };
  }

  private static List<String> notes(Tx tx, Session session) throws SQLException {
    return NoteTable.mostImportant(tx, session.id(), 50).stream()
        .map(note ->
            "- "
                + (note.isImportant() ? "**" + note.noteType() + "**" : note.noteType())
                + ": "
                + clipped(note.noteContent()))
        .toList();
  }

  private static List<String> artifacts(Tx tx, Session session) throws SQLException {
    return ArtifactTable.newest(tx, session.id(), 50).stream()
        .map(a ->
            "- "
                + a.artifactType()
                + " "
                + Texts.shorten(Objects.requireNonNullElse(a.artifactName(), "(no name)"), 100)
                + (a.isApproved() ? ", approved" : ", provisional")
                + ", id "
                + a.id())
        .toList();
  }

  private static List<String> next(Session session) {
    return Stream.of(
            session.get(SessionField.NEXT_SESSION_SUGGESTION),
            session.get(SessionField.FOLLOWUP_NOTES))
        .filter(Objects::nonNull)
        .map(text -> "- " + clipped(text))
        .toList();
  }

  /// The text without blank lines, and not so long that counting its tokens takes longer than reading the rest.
  private static String clipped(String text) {
    String most =
        text.length() > MAX_ITEM_CHARACTERS ? text.substring(0, MAX_ITEM_CHARACTERS) + "…" : text;
    return most.strip().replaceAll("\\n\\s*\\n+", "\n");
  }
}
