package dev.seshat.markdown;

import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.commonmark.node.AbstractVisitor;
import org.commonmark.node.Heading;
import org.commonmark.node.ListItem;
import org.commonmark.node.Node;
import org.commonmark.node.Paragraph;
import org.commonmark.node.SourceSpan;
import org.commonmark.parser.IncludeSourceSpans;
import org.commonmark.parser.Parser;
import org.jspecify.annotations.Nullable;

/// A Markdown file as it is, with the tasks that stand in it.
///
/// A task is an item of a list with a box, `- [ ]`, that stands under the heading `Task Groups`, or that has a marker and
/// stands anywhere. Headings under `Task Groups` are groups. The text is never made anew: whoever changes it does so at the
/// places that are kept here.
public final class TaskFile {
  /// The heading under which unknown boxes are tasks.
  public static final String TASKS = "Task Groups";

  /// Blocks alone say what is a task; what stands within a line is read by [LineText].
  private static final Parser PARSER =
      Parser.builder()
          .includeSourceSpans(IncludeSourceSpans.BLOCKS)
          .inlineParserFactory(context -> (lines, node) -> {})
          .maxOpenBlockParsers(200)
          .build();

  private static final Pattern BOX = Pattern.compile("\\[([ xX])\\](?=[ \\t])");
  private static final Pattern MARKER =
      Pattern.compile("(?<![^\\s])\\^(t[0-9a-z]{3,12})(?![^\\s])");

  /// A heading that is a group, or that of all tasks.
  ///
  /// @param path the groups, outermost first; empty for the heading of all tasks
  /// @param at the lines of the heading itself, the last one's end left out
  /// @param end where what stands under it ends, up to the next heading; trailing blank lines left out
  record Group(List<String> path, int level, Span at, int end) {}

  /// A heading of the file, whatever it is of.
  ///
  /// @param isOfTasks whether it is that of all tasks, or a group
  /// @param end where what stands under it ends, up to the next heading
  /// @param last the block that stands last under it, or the heading itself
  record Section(String title, int level, boolean isOfTasks, Span at, int end, Node last) {}

  private final String text;
  private final int body;
  private final boolean isEvery;
  private final List<TaskItem> found = new ArrayList<>();
  private final List<TaskItem> items = Collections.unmodifiableList(found);
  private final List<Group> groups = new ArrayList<>();
  private final List<Section> sections = new ArrayList<>();
  private final List<List<String>> paths;
  private final Map<String, Integer> byMarker = new HashMap<>();
  private final Set<String> twice = new LinkedHashSet<>();

  /// @param isEvery whether every box is a task, and every heading a group
  private TaskFile(String text, boolean isEvery) {
    this.text = text;
    this.isEvery = isEvery;
    this.body = FrontMatter.end(text);
    PARSER.parse(text.substring(body)).accept(new Reader());
    this.paths = groups.stream().map(Group::path).filter(path -> !path.isEmpty()).toList();
    for (int i = 0; i < items.size(); i++) {
      String marker = items.get(i).marker();
      if (marker != null && byMarker.putIfAbsent(marker, i) != null) {
        twice.add(marker);
      }
    }
  }

  public static TaskFile parse(String text) {
    return new TaskFile(text, false);
  }

  /// A file of another origin, in which every item with a box is a task, and every heading a group.
  public static TaskFile everyBox(String text) {
    return new TaskFile(text, true);
  }

  public String text() {
    return text;
  }

  /// The tasks in the order of the file: each before those under it.
  public List<TaskItem> items() {
    return items;
  }

  public Optional<TaskItem> item(String marker) {
    return Optional.ofNullable(byMarker.get(marker)).map(items::get);
  }

  /// The groups that have a heading, in the order of the file.
  public List<List<String>> groups() {
    return paths;
  }

  /// All headings that stand in no list and no quote, in the order of the file.
  List<Section> sections() {
    return sections;
  }

  List<Group> headings() {
    return groups;
  }

  /// The markers that more than one task has.
  public Set<String> twice() {
    return Set.copyOf(twice);
  }

  /// The markers that stand somewhere in the text, in a task or not.
  public Set<String> mentioned() {
    Set<String> found = new LinkedHashSet<>();
    Matcher matcher = MARKER.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  int body() {
    return body;
  }

  /// Goes through the file from its beginning to its end.
  private final class Reader extends AbstractVisitor {
    /// The level of the heading of all tasks; 0 while not under it.
    private int tasksLevel;

    private final List<Group> path = new ArrayList<>();
    private int parent = -1;

    /// How many lines the front matter has.
    private final int lines = (int) text.substring(0, body).lines().count();

    @Override
    public void visit(Heading heading) {
      String title = title(heading);
      if (heading.getParent() instanceof org.commonmark.node.Document) {
        if (isEvery) {
          tasksLevel = 1;
          begin(heading, title);
        } else if (title.equalsIgnoreCase(TASKS)) {
          tasksLevel = heading.getLevel();
          path.clear();
          groups.add(new Group(List.of(), heading.getLevel(), at(heading), ownEnd(heading)));
        } else if (tasksLevel > 0 && heading.getLevel() <= tasksLevel) {
          tasksLevel = 0;
          path.clear();
        } else if (tasksLevel > 0) {
          begin(heading, title);
        }
        sections.add(
            new Section(
                title,
                heading.getLevel(),
                tasksLevel > 0,
                at(heading),
                ownEnd(heading),
                last(heading)));
      }
    }

    private Span at(Heading heading) {
      SourceSpan first = heading.getSourceSpans().getFirst();
      return new Span(body + first.getInputIndex(), end(heading));
    }

    private void begin(Heading heading, String title) {
      if (!title.isEmpty()) {
        path.removeIf(each -> each.level() >= heading.getLevel());
        List<String> names = new ArrayList<>(current());
        names.add(title);
        Group group =
            new Group(List.copyOf(names), heading.getLevel(), at(heading), ownEnd(heading));
        path.add(group);
        groups.add(group);
      }
    }

    private List<String> current() {
      return path.isEmpty() ? List.of() : path.getLast().path();
    }

    /// Where the last block under a heading ends, up to the next heading.
    private int ownEnd(Heading heading) {
      return end(last(heading));
    }

    private static Node last(Heading heading) {
      Node last = heading;
      for (Node next = heading.getNext(); next != null && !(next instanceof Heading); ) {
        last = next;
        next = next.getNext();
      }
      return last;
    }

    private String title(Heading heading) {
      SourceSpan span = heading.getSourceSpans().getFirst();
      String line = text.substring(body + span.getInputIndex(), end(span));
      String title = line.replaceFirst("^#{1,6}", "").replaceFirst("[ \\t]#+[ \\t]*$", "").strip();
      return title.endsWith("\\#") ? title.substring(0, title.length() - 2) + "#" : title;
    }

    private int end(SourceSpan span) {
      return body + span.getInputIndex() + span.getLength();
    }

    private int end(Node node) {
      return end(node.getSourceSpans().getLast());
    }

    @Override
    public void visit(ListItem item) {
      int before = parent;
      TaskItem task = task(item);
      if (task != null) {
        found.add(task);
        parent = items.size() - 1;
      }
      visitChildren(item);
      parent = before;
    }

    private @Nullable TaskItem task(ListItem item) {
      if (!(item.getFirstChild() instanceof Paragraph first)) {
        return null;
      }
      SourceSpan line = first.getSourceSpans().getFirst();
      int start = body + line.getInputIndex();
      Matcher box = BOX.matcher(text).region(start, end(line));
      box.useTransparentBounds(true);
      if (!box.lookingAt()) {
        return null;
      }
      Span textAt = textAt(first, box.end());
      String flat = flat(textAt);
      LineText told = LineText.parse(flat);
      String marker = told.word(flat, LineText.Part.MARKER);
      if (told.title().isEmpty() || (tasksLevel == 0 && !isEvery && marker == null)) {
        return null;
      }
      SourceSpan whole = item.getSourceSpans().getFirst();
      int bulletAt = body + whole.getInputIndex();
      int lineStart = bulletAt - whole.getColumnIndex();
      TaskItem.Place place =
          new TaskItem.Place(
              new Span(lineStart, Math.max(end(item), textAt.end())),
              text.substring(lineStart, bulletAt),
              text.substring(bulletAt, start),
              new Span(box.start(1), box.end(1)),
              textAt,
              end(first));
      return new TaskItem(
          marker == null ? null : marker.substring(1),
          told.words(flat, !box.group(1).equals(" ")),
          current(),
          parent,
          lines + line.getLineIndex() + 1,
          place);
    }

    /// A title of several lines as one.
    private String flat(Span at) {
      String said = at.of(text);
      return said.indexOf('\n') < 0 && said.indexOf('\r') < 0
          ? said
          : said.replaceAll("[ \\t]*\\R[ \\t]*", " ");
    }

    /// The title's lines: the first, or all up to that which ends with the marker.
    private Span textAt(Paragraph paragraph, int from) {
      List<SourceSpan> lines = paragraph.getSourceSpans();
      if (lines.size() == 1) {
        return new Span(from, end(lines.getFirst()));
      }
      for (SourceSpan each : lines) {
        String line = text.substring(Math.max(from, body + each.getInputIndex()), end(each));
        if (LineText.parse("x " + line).parts().containsKey(LineText.Part.MARKER)) {
          return new Span(from, end(each));
        }
      }
      return new Span(from, end(lines.getFirst()));
    }
  }
}
