package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import dev.seshat.store.Times;
import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.format.DateTimeParseException;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads and writes `learned-patterns.md`.
final class PatternsFile {
  static final String TITLE = "Learned Patterns";

  /// Tests of a pattern at most that a file may tell of.
  static final long MAX_TESTS = 10_000;

  private static final String UUIDS =
      "[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH);
  private static final Pattern STANDING =
      Pattern.compile(
          "\\*\\*Confidence:\\*\\* `?(\\w+)`?(?: \\| \\*\\*Success Rate:\\*\\* (\\d{1,3})% \\((\\d{1,9}) tests?\\))?"
              + "( \\| \\*\\*ANTI-PATTERN\\*\\*)?\\s*");
  private static final Pattern UPDATED =
      Pattern.compile("\\*\\*Last [Uu]pdated:\\*\\*\\s*(.+?)\\s*");
  private static final Pattern EVIDENCE =
      Pattern.compile(
          "(?:(\\d{1,9}) × )?(supported|contradicted|neutral), (person|agent|import), (\\S+?Z)"
              + "(?:, session ("
              + UUIDS
              + "))?(?:, iteration (\\d{1,9}))?(?:, version `([^`]{1,64})`)?(?:: ([\\s\\S]*))?");
  private static final Set<String> KNOWN =
      Set.of(
          "Problem",
          "Solution",
          "Context",
          "Notes",
          "Example to avoid",
          "Example to follow",
          "Subcategory",
          "Specificity",
          "Tags",
          "Stated confidence",
          "Generator version",
          "Discovered",
          "Origin",
          "Evidence");

  private PatternsFile() {}

  /// What a file says of a pattern.
  ///
  /// @param stated the confidence that the file says, of an entry that does not list its evidence
  /// @param statedRate the rate that it says, in per cent
  /// @param evidence what it lists; null if it only states a rate and a number of tests
  record Told(
      NewPattern pattern,
      int line,
      @Nullable Confidence stated,
      long statedRate,
      long statedTests,
      @Nullable List<ToldEvidence> evidence) {}

  /// Evidence as a file has it.
  ///
  /// @param iteration the number of an iteration in its session
  record ToldEvidence(long times, NewEvidence evidence, @Nullable Long iteration) {}

  /// What was read.
  ///
  /// @param unread what could not be, by line
  record Read(@Nullable Instant updated, List<Told> patterns, Map<Integer, String> unread) {}

  static Read read(Sections file) {
    Instant updated = updated(file.head());
    List<Told> patterns = new ArrayList<>();
    Map<Integer, String> unread = new LinkedHashMap<>();
    for (Sections.Entry entry : file.entries()) {
      try {
        patterns.add(told(entry, updated, unread));
      } catch (Invalid e) {
        unread.put(entry.line(), entry.name() + ": " + e.getMessage());
      }
    }
    return new Read(updated, patterns, unread);
  }

  /// The day that a file's head names, as the instant at which it begins.
  static @Nullable Instant updated(List<String> head) {
    for (String line : head) {
      Matcher found = UPDATED.matcher(line);
      if (found.matches()) {
        for (DateTimeFormatter form : List.of(DAY, DateTimeFormatter.ISO_LOCAL_DATE)) {
          try {
            return LocalDate.parse(found.group(1), form).atStartOfDay(ZoneOffset.UTC).toInstant();
          } catch (DateTimeParseException e) {
            // perhaps in the other form
          }
        }
      }
    }
    return null;
  }

  private static Told told(
      Sections.Entry entry, @Nullable Instant updated, Map<Integer, String> unread) {
    List<String> lines = new ArrayList<>(entry.lines());
    Matcher standing = null;
    for (int i = 0; i < lines.size() && standing == null; i++) {
      Matcher found = STANDING.matcher(lines.get(i));
      if (found.matches()) {
        standing = found;
        lines.set(i, "");
      }
    }
    MarkdownFields.Read read = MarkdownFields.paragraphs(lines);
    read.strays().forEach((at, line) -> unread.put(entry.line() + 1 + at, line));
    for (String name : read.fields().keySet()) {
      if (!KNOWN.contains(name)) {
        unread.put(entry.line(), entry.name() + ": the field '" + name + "' is not known");
      }
    }
    if (number(standing, 2) > 100 || number(standing, 3) > MAX_TESTS) {
      throw new Invalid("Success Rate", "must be at most 100% of at most " + MAX_TESTS + " tests");
    }
    boolean listsEvidence = read.fields().containsKey("Evidence");
    String stated =
        listsEvidence
            ? read.text("Stated confidence")
            : standing == null ? null : standing.group(1);
    Confidence confidence = stated == null ? null : Confidence.of(stated.replace("`", ""));
    NewPattern pattern =
        pattern(entry, read, standing != null && standing.group(4) != null, confidence, updated);
    return new Told(
        pattern,
        entry.line(),
        confidence,
        number(standing, 2),
        number(standing, 3),
        listsEvidence ? evidence(entry, read, unread) : null);
  }

  private static long number(@Nullable Matcher standing, int group) {
    return standing == null || standing.group(group) == null
        ? 0
        : Long.parseLong(standing.group(group));
  }

  private static NewPattern pattern(
      Sections.Entry entry,
      MarkdownFields.Read read,
      boolean isAntiPattern,
      @Nullable Confidence stated,
      @Nullable Instant updated) {
    List<String> tags = new ArrayList<>();
    String listed = read.text("Tags");
    if (listed != null) {
      Arrays.stream(listed.split(",")).map(String::strip).forEach(tags::add);
    }
    if (isAntiPattern && !tags.contains(Health.TAG)) {
      tags.add(Health.TAG);
    }
    String specificity = read.text("Specificity");
    String discovered = read.text("Discovered");
    String origin = String.valueOf(read.text("Origin"));
    Matcher session = Pattern.compile("session (" + UUIDS + ")").matcher(origin);
    return new NewPattern(
        entry.name(),
        entry.section(),
        read.text("Subcategory"),
        String.valueOf(needed(read, "Problem")),
        String.valueOf(needed(read, "Solution")),
        read.text("Example to avoid"),
        read.text("Example to follow"),
        specificity == null ? Specificity.GENERAL : Specificity.of(specificity),
        tags,
        read.text("Context"),
        read.text("Notes"),
        origin.contains("extracted"),
        origin.contains("reviewed"),
        read.text("Generator version"),
        session.find() ? UUID.fromString(session.group(1)) : null,
        discovered == null ? updated : Fields.time("Discovered", discovered),
        stated);
  }

  private static String needed(MarkdownFields.Read read, String name) {
    String text = read.text(name);
    if (text == null) {
      throw new Invalid(name, "is missing");
    }
    return text;
  }

  private static List<ToldEvidence> evidence(
      Sections.Entry entry, MarkdownFields.Read read, Map<Integer, String> unread) {
    List<ToldEvidence> evidence = new ArrayList<>();
    long tests = 0;
    for (String item : MarkdownFields.list(read.fields().getOrDefault("Evidence", ""))) {
      Matcher found = EVIDENCE.matcher(item);
      if (!found.matches()) {
        unread.put(entry.line(), entry.name() + ": the evidence '" + item + "'");
        continue;
      }
      long times = found.group(1) == null ? 1 : Long.parseLong(found.group(1));
      tests += times;
      if (tests > MAX_TESTS) {
        throw new Invalid("Evidence", "must be of at most " + MAX_TESTS + " tests");
      }
      String session = found.group(5);
      evidence.add(
          new ToldEvidence(
              times,
              NewEvidence.of(EvidenceOutcome.of(found.group(2)), Validator.of(found.group(3)))
                  .at(Fields.time("Evidence", found.group(4)))
                  .in(session == null ? null : UUID.fromString(session), null)
                  .withMjVersion(found.group(7))
                  .withNotes(found.group(8)),
              found.group(6) == null ? null : (Long) Long.parseLong(found.group(6))));
    }
    return evidence;
  }

  /// A pattern with its evidence, as it is written.
  ///
  /// @param iterations the numbers of iterations in their sessions, by the numbers of their rows
  record Shown(
      dev.seshat.knowledge.Pattern pattern, List<Evidence> evidence, Map<Long, Long> iterations) {}

  /// The file of these patterns, which stand by category, the best of each first.
  static String write(List<Shown> all) {
    StringBuilder out = new StringBuilder();
    out.append("# ").append(TITLE).append("\n\n");
    LocalDate day =
        all.stream()
            .map(each -> each.pattern().updatedAt())
            .max(Instant::compareTo)
            .orElse(Instant.EPOCH)
            .atZone(ZoneOffset.UTC)
            .toLocalDate();
    if (!all.isEmpty()) {
      out.append("**Last Updated:** ").append(DAY.format(day)).append("  \n");
    }
    out.append("**Total Active Patterns:** ").append(all.size()).append("\n\n");
    out.append(
        "Written by Seshat. The confidence is what the tests have earned; a pattern that was not validated for 60 days is to be"
            + " read one level lower.\n\n");
    summary(out, all);
    String category = null;
    for (Shown each : all) {
      if (!each.pattern().category().equals(category)) {
        category = each.pattern().category();
        out.append("---\n\n## ").append(category).append("\n\n");
      } else {
        out.append("---\n\n");
      }
      entry(out, each);
    }
    return out.toString();
  }

  private static void summary(StringBuilder out, List<Shown> all) {
    out.append("## Summary\n\n| Category | Count | High | Medium | Low |\n")
        .append("|----------|-------|------|--------|-----|\n");
    Map<String, long[]> counts = new LinkedHashMap<>();
    long[] total = new long[4];
    for (Shown each : all) {
      long[] row = counts.computeIfAbsent(each.pattern().category(), c -> new long[4]);
      int level =
          switch (each.pattern().confidence()) {
            case HIGH -> 1;
            case MEDIUM -> 2;
            case LOW -> 3;
          };
      for (long[] some : List.of(row, total)) {
        some[0]++;
        some[level]++;
      }
    }
    counts.forEach((category, row) -> row(out, category.replace("|", "\\|"), row, ""));
    row(out, "**Total**", total, "**");
    out.append('\n');
  }

  private static void row(StringBuilder out, String name, long[] row, String bold) {
    out.append("| ").append(name).append(" |");
    for (long each : row) {
      out.append(' ').append(bold).append(each).append(bold).append(" |");
    }
    out.append('\n');
  }

  private static void entry(StringBuilder out, Shown shown) {
    dev.seshat.knowledge.Pattern pattern = shown.pattern();
    Double rate = pattern.successRate();
    out.append("### ")
        .append(pattern.id())
        .append("\n**Confidence:** `")
        .append(pattern.confidence().word().toUpperCase(Locale.ROOT))
        .append("` | **Success Rate:** ")
        .append(rate == null ? 0 : Math.round(rate * 100))
        .append("% (")
        .append(pattern.timesTested())
        .append(pattern.timesTested() == 1 ? " test)" : " tests)")
        .append(pattern.tags().contains(Health.TAG) ? " | **ANTI-PATTERN**" : "")
        .append("\n\n");
    MarkdownFields.paragraph(out, "Problem", pattern.problem());
    MarkdownFields.paragraph(out, "Solution", pattern.solution());
    MarkdownFields.paragraph(out, "Example to avoid", pattern.exampleBad());
    MarkdownFields.paragraph(out, "Example to follow", pattern.exampleGood());
    MarkdownFields.paragraph(out, "Context", pattern.context());
    MarkdownFields.paragraph(out, "Notes", pattern.notes());
    MarkdownFields.paragraph(out, "Subcategory", pattern.subcategory());
    if (pattern.specificity() != Specificity.GENERAL) {
      MarkdownFields.paragraph(out, "Specificity", pattern.specificity().word());
    }
    MarkdownFields.paragraph(
        out, "Tags", pattern.tags().isEmpty() ? null : String.join(", ", pattern.tags()));
    MarkdownFields.paragraph(
        out,
        "Stated confidence",
        pattern.statedConfidence() == null ? null : pattern.statedConfidence().word());
    MarkdownFields.paragraph(out, "Generator version", pattern.mjVersionDiscovered());
    MarkdownFields.paragraph(out, "Discovered", Times.text(pattern.discoveredAt()));
    MarkdownFields.paragraph(out, "Origin", origin(pattern));
    out.append("**Evidence:**").append(shown.evidence().isEmpty() ? " none\n\n" : "\n\n");
    items(shown)
        .forEach((item, times) ->
            out.append("- ")
                .append(times == 1 ? "" : times + " × ")
                .append(MarkdownFields.indented(item))
                .append('\n'));
    out.append(shown.evidence().isEmpty() ? "" : "\n");
  }

  private static @Nullable String origin(dev.seshat.knowledge.Pattern pattern) {
    List<String> parts = new ArrayList<>();
    if (pattern.autoExtracted()) {
      parts.add("extracted");
    }
    if (pattern.isReviewed()) {
      parts.add("reviewed");
    }
    if (pattern.discoveredIn() != null) {
      parts.add("session " + pattern.discoveredIn());
    }
    return parts.isEmpty() ? null : String.join(", ", parts);
  }

  /// What is alike in all that the file says stands once, with its number.
  private static Map<String, Integer> items(Shown shown) {
    Map<String, Integer> items = new LinkedHashMap<>();
    for (Evidence each : shown.evidence()) {
      Long iteration =
          each.iterationId() == null ? null : shown.iterations().get(each.iterationId());
      String item =
          each.outcome().word()
              + ", "
              + each.validatedBy().word()
              + ", "
              + Times.text(each.createdAt())
              + (each.sessionId() == null ? "" : ", session " + each.sessionId())
              + (iteration == null ? "" : ", iteration " + iteration)
              + (each.mjVersion() == null
                  ? ""
                  : ", version `" + each.mjVersion().replace('`', '\'') + "`")
              + (each.notes() == null ? "" : ": " + each.notes());
      items.merge(item, 1, Integer::sum);
    }
    return items;
  }
}
