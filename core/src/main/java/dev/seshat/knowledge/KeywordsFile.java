package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import dev.seshat.store.Times;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Reads and writes `keyword-effectiveness.md`.
final class KeywordsFile {
  static final String TITLE = "Keyword Effectiveness";

  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("MMMM d, uuuu", Locale.ENGLISH);
  private static final Pattern TIER =
      Pattern.compile("(\\w+)(?: \\(\\d+ keywords?\\))?", Pattern.UNICODE_CHARACTER_CLASS);
  private static final Pattern USAGE = Pattern.compile("(\\d{1,12}) used, (\\d{1,12}) effective");
  private static final String BY_COUNTS = "its counts";
  private static final String UNRATED = "Unrated";
  private static final Map<String, String> TELLS =
      Map.of(
          "excellent",
          "Highly reliable, consistent intended effects",
          "good",
          "Strong performance with contextual limitations",
          "moderate",
          "Mixed or context-dependent results",
          "poor",
          "Low effectiveness, minimal impact",
          "counterproductive",
          "Produces unwanted effects, avoid",
          "unrated",
          "Too few uses to tell");
  private static final Set<String> KNOWN =
      Set.of(
          "Intended effect",
          "Actual effect",
          "Better alternative",
          "Usage",
          "Context",
          "Notes",
          "Generator version",
          "Rated by",
          "Last used");

  private KeywordsFile() {}

  /// What a file says of a keyword.
  ///
  /// @param ratedBy who rated it; null if its counts did
  record Told(
      NewKeyword keyword, Tally uses, @Nullable Instant lastUsed, @Nullable String ratedBy) {}

  /// What was read.
  ///
  /// @param unread what could not be, by line
  record Read(List<Told> keywords, Map<Integer, String> unread) {}

  static Read read(Sections file) {
    List<Told> keywords = new ArrayList<>();
    Map<Integer, String> unread = new LinkedHashMap<>();
    for (Sections.Entry entry : file.entries()) {
      try {
        keywords.add(told(entry, unread));
      } catch (Invalid e) {
        unread.put(entry.line(), entry.name() + ": " + e.getMessage());
      }
    }
    return new Read(keywords, unread);
  }

  private static Told told(Sections.Entry entry, Map<Integer, String> unread) {
    MarkdownFields.Read read = MarkdownFields.items(entry.lines());
    read.strays().forEach((at, line) -> unread.put(entry.line() + 1 + at, line));
    for (String name : read.fields().keySet()) {
      if (!KNOWN.contains(name)) {
        unread.put(entry.line(), entry.name() + ": the field '" + name + "' is not known");
      }
    }
    Matcher tier = TIER.matcher(entry.section());
    if (!tier.matches()) {
      throw new Invalid("section", "must be named for an effectiveness, not " + entry.section());
    }
    Effectiveness effectiveness =
        tier.group(1).equals(UNRATED) ? null : Effectiveness.of(tier.group(1));
    String by = read.text("Rated by");
    boolean isRated = effectiveness != null && !BY_COUNTS.equals(by);
    String lastUsed = read.text("Last used");
    return new Told(
        new NewKeyword(
            entry.name(),
            Objects.requireNonNullElse(read.text("Intended effect"), ""),
            read.text("Actual effect"),
            isRated ? effectiveness : null,
            read.text("Better alternative"),
            read.text("Context"),
            read.text("Notes"),
            read.text("Generator version")),
        uses(read.text("Usage")),
        lastUsed == null ? null : Fields.time("Last used", lastUsed),
        isRated ? Objects.requireNonNullElse(by, Validator.IMPORT.word()) : null);
  }

  private static Tally uses(@Nullable String usage) {
    if (usage == null) {
      return new Tally(0, 0);
    }
    Matcher found = USAGE.matcher(usage);
    if (!found.matches()) {
      throw new Invalid("Usage", "must be such as '3 used, 2 effective'");
    }
    Tally uses = new Tally(Long.parseLong(found.group(1)), Long.parseLong(found.group(2)));
    if (uses.successes() > uses.tests()) {
      throw new Invalid("Usage", "has more effective uses than uses");
    }
    return uses;
  }

  /// The file of these keywords, which stand the best first.
  static String write(List<Keyword> all) {
    Map<String, List<Keyword>> tiers = new LinkedHashMap<>();
    for (Effectiveness each : Effectiveness.values()) {
      tiers.put(each.word(), new ArrayList<>());
    }
    for (Keyword each : all) {
      String tier = each.effectiveness() == null ? "unrated" : each.effectiveness().word();
      tiers.computeIfAbsent(tier, t -> new ArrayList<>()).add(each);
    }
    StringBuilder out = new StringBuilder();
    out.append("# ").append(TITLE).append("\n\n");
    if (!all.isEmpty()) {
      Instant last = all.stream().map(Keyword::updatedAt).max(Instant::compareTo).orElseThrow();
      out.append("**Last updated:** ")
          .append(DAY.format(last.atZone(ZoneOffset.UTC)))
          .append("  \n");
    }
    out.append("**Total keywords:** ")
        .append(all.size())
        .append(
            "\n\nWritten by Seshat.\n\n| Tier | Count | Description |\n|------|-------|-------------|\n");
    tiers.forEach((tier, some) ->
        out.append(
            "| %s | %d | %s |%n"
                .formatted(capital(tier), some.size(), TELLS.get(tier))
                .replace(System.lineSeparator(), "\n")));
    tiers.forEach((tier, some) -> {
      out.append("\n---\n\n## ")
          .append(capital(tier))
          .append(" (")
          .append(some.size())
          .append(some.size() == 1 ? " keyword)\n\n" : " keywords)\n\n")
          .append(TELLS.get(tier))
          .append(".\n");
      some.forEach(each -> entry(out, each));
    });
    return out.toString();
  }

  private static String capital(String tier) {
    return tier.substring(0, 1).toUpperCase(Locale.ROOT) + tier.substring(1);
  }

  private static void entry(StringBuilder out, Keyword keyword) {
    out.append("\n### ").append(keyword.keyword()).append('\n');
    MarkdownFields.item(out, "Intended effect", keyword.intendedEffect());
    MarkdownFields.item(out, "Actual effect", keyword.actualEffect());
    MarkdownFields.item(out, "Better alternative", keyword.betterAlternative());
    out.append("- **Usage:** ")
        .append(keyword.timesUsed())
        .append(" used, ")
        .append(keyword.timesEffective())
        .append(" effective\n");
    MarkdownFields.item(out, "Context", keyword.context());
    MarkdownFields.item(out, "Notes", keyword.notes());
    MarkdownFields.item(out, "Generator version", keyword.mjVersion());
    if (keyword.effectiveness() != null) {
      String by = keyword.ratedBy();
      if (!Validator.IMPORT.word().equals(by)) {
        MarkdownFields.item(out, "Rated by", by == null ? BY_COUNTS : by);
      }
    }
    Instant used = keyword.lastUsedAt();
    MarkdownFields.item(out, "Last used", used == null ? null : Times.text(used));
  }
}
