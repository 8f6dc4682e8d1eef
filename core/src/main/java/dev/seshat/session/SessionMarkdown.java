package dev.seshat.session;

import dev.seshat.Page;
import dev.seshat.Texts;
import dev.seshat.session.Progress.Judged;
import dev.seshat.store.Times;
import java.io.IOException;
import java.math.BigDecimal;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A session as one text in Markdown for people: what it was for, how it went, what was made, what was said.
///
/// Whatever came from outside stands in a block quote, so that nothing said can pass for a part of the document.
public final class SessionMarkdown {
  private static final int PAGE = 500;
  private static final int MOST_LAST = 1_000;

  private final Sessions sessions;
  private final Interactions interactions;
  private final Notes notes;
  private final Artifacts artifacts;
  private final ProgressReports progress;
  private final List<MarkdownPart<?>> parts;

  /// @param parts what other features have of sessions, in the order in which it is shown
  public SessionMarkdown(
      Sessions sessions,
      Interactions interactions,
      Notes notes,
      Artifacts artifacts,
      ProgressReports progress,
      List<MarkdownPart<?>> parts) {
    this.sessions = sessions;
    this.interactions = interactions;
    this.notes = notes;
    this.artifacts = artifacts;
    this.progress = progress;
    this.parts = List.copyOf(parts);
  }

  /// Writes the whole session, turn by turn, however long it is.
  ///
  /// @throws IOException if `out` cannot be written
  public void write(String ref, Appendable out) throws IOException {
    Session session = sessions.get(ref);
    String id = session.id().toString();
    out.append(about(session, Integer.MAX_VALUE));
    for (MarkdownPart<?> part : parts) {
      whole(out, id, part);
    }
    section(out, "Notes", (cursor, limit) -> notes.list(id, cursor, limit), SessionMarkdown::note);
    section(
        out,
        "Artifacts",
        (cursor, limit) -> artifacts.list(id, cursor, limit),
        SessionMarkdown::made);
    section(
        out,
        "Conversation",
        (cursor, limit) -> interactions.page(id, cursor, limit),
        SessionMarkdown::turn);
  }

  /// As much of the session as fits into some characters: long items cut, and of the conversation the newest turns.
  ///
  /// @param characters 1,000 or more
  public String text(String ref, int characters) {
    Session session = sessions.get(ref);
    String id = session.id().toString();
    int item = Math.max(200, characters / 20);
    StringBuilder text = new StringBuilder(about(session, item));
    for (MarkdownPart<?> each : parts) {
      some(text, id, each, item, characters);
    }
    List<Note> noted = last((cursor, limit) -> notes.list(id, cursor, limit));
    part(text, "Notes", newest(noted, SessionMarkdown::note, item), characters / 4);
    List<Artifact> things = last((cursor, limit) -> artifacts.list(id, cursor, limit));
    part(text, "Artifacts", newest(things, SessionMarkdown::made, item), characters / 2);
    List<String> turns = newest(interactions.last(id, MOST_LAST), SessionMarkdown::turn, item);
    part(text, "Conversation", turns, characters);
    return text.length() > characters ? text.substring(0, characters - 2) + "…\n" : text.toString();
  }

  private static <T> void whole(Appendable out, String id, MarkdownPart<T> part)
      throws IOException {
    section(out, part.name(), (cursor, limit) -> part.page(id, cursor, limit), part::show);
  }

  /// The newest of a part's items, in a quarter of the room.
  private static <T> void some(
      StringBuilder text, String id, MarkdownPart<T> part, int item, int characters) {
    List<T> items = last((cursor, limit) -> part.page(id, cursor, limit));
    part(text, part.name(), newest(items, part::show, item), text.length() + characters / 4);
  }

  /// One thing as Markdown, its texts cut to so many characters.
  private interface Show<T> {
    String show(T thing, int max);
  }

  private static <T> List<String> newest(List<T> things, Show<T> show, int max) {
    List<String> shown = new ArrayList<>();
    for (T thing : things.reversed()) {
      shown.add(show.show(thing, max));
    }
    return shown;
  }

  /// Adds as many of the items, of which the first are the newest, as fit into `until` characters in all.
  private static void part(StringBuilder text, String name, List<String> newest, int until) {
    int room = until - text.length() - name.length() - 80;
    int taken = 0;
    while (taken < newest.size() && newest.get(taken).length() <= room) {
      room -= newest.get(taken++).length();
    }
    if (newest.isEmpty()) {
      return;
    }
    text.append("\n## ").append(name).append("\n");
    if (taken < newest.size()) {
      text.append("\n_Earlier ones are left out here._\n");
    }
    List<String> shown = new ArrayList<>(newest.subList(0, taken));
    Collections.reverse(shown);
    shown.forEach(text::append);
  }

  /// A page of things after a cursor.
  private interface Reader<T> {
    Page<T> read(@Nullable String cursor, int limit);
  }

  /// The last things of all pages, a page of them at most.
  private static <T> List<T> last(Reader<T> reader) {
    List<T> last = new ArrayList<>();
    Page<T> page = reader.read(null, PAGE);
    while (page.next() != null) {
      last.addAll(page.items());
      page = reader.read(page.next(), PAGE);
    }
    last.addAll(page.items());
    return last.subList(Math.max(0, last.size() - PAGE), last.size());
  }

  private static <T> void section(Appendable out, String name, Reader<T> reader, Show<T> show)
      throws IOException {
    Page<T> page = reader.read(null, PAGE);
    if (page.items().isEmpty()) {
      return;
    }
    out.append("\n## ").append(name).append("\n");
    for (; ; page = reader.read(page.next(), PAGE)) {
      for (T thing : page.items()) {
        out.append(show.show(thing, Integer.MAX_VALUE));
      }
      if (page.next() == null) {
        return;
      }
    }
  }

  private String about(Session session, int max) {
    StringBuilder text = new StringBuilder();
    text.append("# ").append(line(session.title(), 200)).append("\n\n");
    facts(session).forEach(fact -> text.append("- ").append(fact).append('\n'));
    words(text, "Intention", session.intention(), max);
    words(text, "Description", session.description(), max);
    bullets(
        text, "Constraints", session.constraints().stream().map(each -> line(each, 500)).toList());
    Progress reached = progress.of(session.id().toString());
    List<String> indicators = new ArrayList<>();
    reached.completionIndicators().forEach(each -> indicators.add(judged("complete", each)));
    reached.successIndicators().forEach(each -> indicators.add(judged("success", each)));
    bullets(text, "Indicators", indicators);
    words(text, "Summary", session.summary(), max);
    words(text, "What is left", session.get(SessionField.FOLLOWUP_NOTES), max);
    words(text, "Next", session.get(SessionField.NEXT_SESSION_SUGGESTION), max);
    return text.toString();
  }

  private static List<String> facts(Session session) {
    List<String> facts = new ArrayList<>();
    facts.add("Session: " + session.id());
    facts.add("Kind: " + line(session.kind(), 64));
    facts.add(
        "Status: "
            + session.status().word()
            + (session.outcome() == null ? "" : " (" + session.outcome().word() + ")"));
    fact(facts, "Project", session.project());
    fact(facts, "Tool", session.toolName());
    fact(facts, "Directory", session.workingDirectory());
    fact(facts, "Branch", session.gitBranch());
    fact(facts, "Continues", session.previousSessionId());
    fact(facts, "Forked from", session.forkedFromId());
    fact(facts, "Part of", session.parentSessionId());
    if (session.startedAt() != null) {
      fact(facts, "Started", Times.text(session.startedAt()));
    }
    if (session.endedAt() != null) {
      fact(facts, "Ended", Times.text(session.endedAt()));
    }
    if (session.totalTokens() > 0) {
      String cost =
          session.costUsd().compareTo(BigDecimal.ZERO) > 0
              ? ", $" + session.costUsd().stripTrailingZeros().toPlainString()
              : "";
      facts.add("Tokens: " + session.totalTokens() + cost);
    }
    return facts;
  }

  private static void fact(List<String> facts, String name, @Nullable Object value) {
    if (value != null) {
      facts.add(name + ": " + line(value.toString(), 300));
    }
  }

  private static String judged(String what, Judged judged) {
    String mark =
        switch (judged.state()) {
          case MET -> "[x]";
          case NOT_MET -> "[ ]";
          case UNKNOWN -> "[ ] (unknown)";
        };
    return mark + " " + what + ": " + line(judged.indicator().text(), 500);
  }

  private static void bullets(StringBuilder text, String name, List<String> items) {
    if (!items.isEmpty()) {
      text.append("\n## ").append(name).append("\n\n");
      items.forEach(item -> text.append("- ").append(item).append('\n'));
    }
  }

  private static void words(StringBuilder text, String name, @Nullable String words, int max) {
    if (words != null && !words.isBlank()) {
      text.append("\n## ").append(name).append("\n\n").append(quoted(words, max));
    }
  }

  private static String note(Note note, int max) {
    String flags =
        (note.isImportant() ? ", important" : "") + (note.isToFollowUp() ? ", to follow up" : "");
    return "\n### "
        + line(note.noteType(), 64)
        + flags
        + " · "
        + line(note.notedBy(), 100)
        + " · "
        + Times.text(note.createdAt())
        + "\n\n"
        + quoted(note.noteContent(), max);
  }

  private static String made(Artifact artifact, int max) {
    return "\n### "
        + line(artifact.artifactType(), 64)
        + ": "
        + line(Objects.requireNonNullElse(artifact.artifactName(), "(no name)"), 200)
        + (artifact.isApproved() ? ", approved" : ", provisional")
        + " · "
        + artifact.id()
        + "\n\n"
        + quoted(Objects.requireNonNullElse(artifact.content(), ""), max);
  }

  private static String turn(Interaction turn, int max) {
    String type =
        turn.type() == InteractionType.MESSAGE
            ? ""
            : " (" + turn.type().word().replace('_', ' ') + ")";
    String said = turn.text();
    if (said.isBlank() && turn.payload() != null) {
      said = Texts.shorten(turn.payload(), 500);
    }
    String after = turn.aboutness().isEmpty() ? turn.unanswered() : turn.aboutness();
    return "\n### "
        + turn.interactionSequence()
        + " · "
        + line(turn.author(), 100)
        + type
        + " · "
        + Times.text(turn.createdAt())
        + "\n\n"
        + quoted(said, max)
        + (after.isEmpty() ? "" : "\n`" + line(after, 600) + "`\n");
  }

  /// The text in one line in which nothing begins a structure of its own.
  public static String line(String text, int max) {
    return Texts.shorten(text, max).replace("`", "'").strip();
  }

  /// The text as a block quote, in which nothing can pass for a part of the document.
  public static String quoted(String text, int max) {
    String some = text.length() > max ? cut(text, max) : text;
    StringBuilder quoted = new StringBuilder();
    some.strip()
        .lines()
        .forEach(each -> quoted.append(each.isBlank() ? ">" : "> " + each).append('\n'));
    return quoted.toString();
  }

  private static String cut(String text, int max) {
    int end = Character.isHighSurrogate(text.charAt(max - 1)) ? max - 1 : max;
    return text.substring(0, end) + "…";
  }
}
