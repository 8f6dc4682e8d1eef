package dev.seshat.sync;

import dev.seshat.SeshatException;
import dev.seshat.task.NewTask;
import dev.seshat.task.Task;
import dev.seshat.task.TaskChange;
import dev.seshat.task.TaskPlace;
import dev.seshat.task.TaskStatus;
import dev.seshat.task.Tasks;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/// What a person does to a file, and agents to the store, at random from a seed. Each new word is one that nobody has
/// written before, so that one that is lost is missed.
final class RandomEdits {
  private static final Pattern LINE = Pattern.compile("(?m)^( *)- \\[([ x])] (.*?)( \\^t\\w+)?$");
  private static final Pattern HEADING = Pattern.compile("(?m)^### (\\w+).*$");
  private static final Pattern MARKER = Pattern.compile("(?m)\\] .*\\^(t\\w+)$");
  private static final Pattern WORD = Pattern.compile("word\\d+");

  private final Random random;
  private int words;

  RandomEdits(long seed) {
    this.random = new Random(seed);
  }

  Random random() {
    return random;
  }

  String word() {
    return "word" + words++;
  }

  /// The words of ours that stand in a text.
  static Set<String> words(String text) {
    Set<String> found = new HashSet<>();
    Matcher matcher = WORD.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group());
    }
    return found;
  }

  /// The markers at the ends of lines.
  static Set<String> markers(String text) {
    Set<String> found = new HashSet<>();
    Matcher matcher = MARKER.matcher(text);
    while (matcher.find()) {
      found.add(matcher.group(1));
    }
    return found;
  }

  /// One edit of a line, or a line more.
  String edited(String text) {
    List<int[]> lines = all(LINE, text);
    if (lines.isEmpty()) {
      return text + "\n" + word() + "\n";
    }
    int[] at = lines.get(random.nextInt(lines.size()));
    String line = text.substring(at[0], at[1]);
    String head = text.substring(0, at[0]);
    String tail = text.substring(at[1]);
    String blank = line.substring(0, line.length() - line.stripLeading().length());
    return switch (random.nextInt(15)) {
      case 0 -> head + line.replaceFirst("] \\w+", "] " + word()) + tail;
      case 1 -> head + checked(line) + tail;
      case 2 -> head + line + "\n" + blank + "- [ ] " + word() + tail;
      case 3 -> head + line + "\n" + blank + "  - [ ] " + word() + tail;
      case 4 -> head + "<!-- " + word() + " -->\n\n" + line + tail;
      case 5 -> without(head, tail);
      case 6 -> head + line.replaceFirst("( \\^t\\w+)$", " ~" + random.nextInt(40) + "h$1") + tail;
      case 7 -> head + line.replaceFirst("( \\^t\\w+)$", "") + tail;
      case 8 -> moved(without(head, tail), line);
      case 9 -> head + "  " + line + tail;
      case 10 -> head + line.strip() + tail;
      case 11 -> head + line.replaceFirst("( \\^t\\w+)$", " (blocked)$1") + tail;
      case 12 -> renamed(text);
      case 13 -> head.stripTrailing() + "\n\n### " + word() + "\n\n" + line + tail;
      default -> text + "\n" + word() + "\n";
    };
  }

  private static List<int[]> all(Pattern pattern, String text) {
    List<int[]> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find()) {
      found.add(new int[] {matcher.start(), matcher.end()});
    }
    return found;
  }

  private static String checked(String line) {
    return line.contains("[ ]") ? line.replace("[ ]", "[x]") : line.replace("[x]", "[ ]");
  }

  private static String without(String head, String tail) {
    return head.stripTrailing() + "\n" + (tail.startsWith("\n") ? tail.substring(1) : tail);
  }

  /// A line behind another.
  private String moved(String text, String line) {
    List<int[]> lines = all(LINE, text);
    if (lines.isEmpty()) {
      return text + "\n" + line + "\n";
    }
    int at = lines.get(random.nextInt(lines.size()))[1];
    return text.substring(0, at) + "\n" + line + text.substring(at);
  }

  private String renamed(String text) {
    List<int[]> headings = all(HEADING, text.substring(0, text.indexOf("## Notes")));
    if (headings.isEmpty()) {
      return text;
    }
    int[] at = headings.get(random.nextInt(headings.size()));
    return text.substring(0, at[0]) + "### " + word() + text.substring(at[1]);
  }

  /// One change in the store; not every one is allowed, and such a one is not made.
  void work(Tasks tasks, String session) {
    List<Task> tree = tasks.tree(session);
    Task task = tree.get(random.nextInt(tree.size()));
    Task other = tree.get(random.nextInt(tree.size()));
    TaskChange change =
        switch (random.nextInt(5)) {
          case 0 -> TaskChange.fromJson(Map.of("title", word()));
          case 1 -> TaskChange.to(TaskStatus.values()[random.nextInt(6)]).withAllUnder();
          case 2 -> TaskChange.to(TaskPlace.under(other.marker()));
          case 3 -> TaskChange.to(TaskPlace.in("Group " + random.nextInt(3)));
          default -> TaskChange.fromJson(Map.of("estimated_effort", random.nextInt(30)));
        };
    try {
      if (random.nextInt(4) == 0) {
        tasks.add(session, List.of(NewTask.of(word()).in("Group " + random.nextInt(3))));
      } else {
        tasks.change(session, task.marker(), change, null);
      }
    } catch (SeshatException e) {
      // a rule was against it
    }
  }
}
