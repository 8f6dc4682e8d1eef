package dev.seshat.interview;

import dev.seshat.people.Storyteller;
import dev.seshat.session.Session;
import dev.seshat.session.SessionMarkdown;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A life to be read, as Markdown: its events in the order of time, and what was said and made in each session.
final class Story {
  private static final int LINE = 300;

  private final UnaryOperator<String> shown;
  private final StringBuilder text = new StringBuilder();

  /// @param shown what becomes of every text
  Story(UnaryOperator<String> shown) {
    this.shown = shown;
  }

  String text() {
    return text.toString();
  }

  /// Who it is, and the events as they go into the export.
  void person(Storyteller who, List<Map<String, @Nullable Object>> events) {
    heading("#", who.told().fullName());
    String born =
        Stream.of(who.told().born().shown(), who.told().birthPlace())
            .filter(each -> each != null && !each.isEmpty())
            .collect(Collectors.joining(", "));
    if (!born.isEmpty()) {
      text.append("Born: ").append(line(born)).append("\n\n");
    }
    if (!events.isEmpty()) {
      heading("##", "The life");
      events.forEach(this::event);
    }
  }

  private void event(Map<String, @Nullable Object> event) {
    heading("###", String.valueOf(event.get("event_name")));
    String when = String.valueOf(event.get("when")).replace("~", "about ");
    item("When", when.isEmpty() ? null : when);
    item("Where", listed(event, "locations", "place_name", "city", "country"));
    item("Who", listed(event, "participants", "person_name", "relationship"));
    if (event.get("details") instanceof List<?> details) {
      for (Object each : details) {
        if (each instanceof Map<?, ?> detail) {
          item(
              String.valueOf(detail.get("detail_key")), String.valueOf(detail.get("detail_value")));
        }
      }
    }
    if (event.get("description") instanceof String description) {
      text.append('\n').append(quoted(description)).append('\n');
    }
    text.append('\n');
  }

  private static @Nullable String listed(
      Map<String, @Nullable Object> event, String name, String... fields) {
    if (!(event.get(name) instanceof List<?> items) || items.isEmpty()) {
      return null;
    }
    return items.stream()
        .map(each -> (Map<?, ?>) each)
        .map(each ->
            Stream.of(fields)
                .map(each::get)
                .filter(Objects::nonNull)
                .map(String::valueOf)
                .collect(Collectors.joining(", ")))
        .collect(Collectors.joining("; "));
  }

  /// A session as it goes into the export.
  void session(Session session, Map<String, @Nullable Object> json) {
    heading("##", session.title());
    if (session.startedAt() != null) {
      item("Begun", session.startedAt().toString());
    }
    item("Intention", session.intention());
    text.append('\n');
    if (json.get("interactions") instanceof List<?> said) {
      for (Object each : said) {
        Map<?, ?> turn = (Map<?, ?>) each;
        paragraph("Asked", turn.get("agent_text"));
        paragraph("Told", turn.get("person_text"));
        if ("skip".equals(turn.get("response_method"))) {
          text.append("_Passed over._\n\n");
        }
      }
    }
    if (json.get("artifacts") instanceof List<?> made) {
      for (Object each : made) {
        Map<?, ?> artifact = (Map<?, ?>) each;
        Object name = artifact.get("artifact_name");
        heading("###", String.valueOf(name == null ? artifact.get("artifact_type") : name));
        paragraph("Made", artifact.get("content"));
      }
    }
    paragraph("Summary", session.summary());
  }

  private void heading(String level, String title) {
    text.append(level).append(' ').append(line(title)).append("\n\n");
  }

  private void item(String name, @Nullable String value) {
    if (value != null) {
      text.append("- ").append(line(name)).append(": ").append(line(value)).append('\n');
    }
  }

  private void paragraph(String name, @Nullable Object value) {
    if (value instanceof String said && !said.isBlank()) {
      text.append("**").append(name).append("**\n\n").append(quoted(said)).append("\n\n");
    }
  }

  private String line(String value) {
    return SessionMarkdown.line(shown.apply(value), LINE);
  }

  private String quoted(String value) {
    return SessionMarkdown.quoted(shown.apply(value), Integer.MAX_VALUE).stripTrailing();
  }
}
