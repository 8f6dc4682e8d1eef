package dev.seshat.server.web;

import dev.seshat.Texts;
import dev.seshat.session.Session;
import java.util.List;
import java.util.Objects;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A session as a line of a list.
public record SessionRow(Session session) {
  /// The columns of a list of sessions.
  public static final List<Parts.Column> COLUMNS =
      List.of(
          Parts.Column.of("Session"),
          Parts.Column.of("Kind"),
          Parts.Column.of("Status"),
          Parts.Column.number("Turns"),
          Parts.Column.number("Tokens"),
          Parts.Column.number("Cost"),
          Parts.Column.of("Last activity"));

  public String href() {
    return "/sessions/" + session.id();
  }

  public Money cost() {
    return Money.of(session);
  }

  public boolean hasCost() {
    return !cost().text().equals("–");
  }

  /// What it is for, where its title does not say it already.
  public @Nullable String intention() {
    String name = session.name();
    return name == null || name.isBlank() || session.intention().startsWith(name)
        ? null
        : Texts.shorten(session.intention(), 160);
  }

  /// The project and the branch, as far as there are any, and whether it is a part of another session.
  public String place() {
    return Stream.of(
            session.parentSessionId() == null ? null : "subagent",
            session.project(),
            session.gitBranch())
        .filter(Objects::nonNull)
        .collect(Collectors.joining(" · "));
  }
}
