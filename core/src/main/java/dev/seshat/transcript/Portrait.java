package dev.seshat.transcript;

import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.transcript.TellingTable.Source;
import dev.seshat.transcript.TellingTable.Told;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/// A session as its records, taken one after the other, draw it.
final class Portrait {
  /// A longer silence than this is a pause, and no time of work.
  static final Duration PAUSE = Duration.ofMinutes(5);

  private static final int LISTED = 1_000;

  private final String key;
  private final Set<String> uuids = new LinkedHashSet<>();
  private final Map<String, Long> tools = new TreeMap<>();
  private final Map<String, Long> models = new TreeMap<>();
  private final Set<String> files = new LinkedHashSet<>();
  private final Set<String> commits = new LinkedHashSet<>();
  private final Set<String> pullRequests = new LinkedHashSet<>();
  private final Set<String> directories = new LinkedHashSet<>();
  private final Set<String> branches = new LinkedHashSet<>();
  private final Map<String, String> latest = new TreeMap<>();
  private final Map<String, String> summaries = new LinkedHashMap<>();
  private @Nullable String prompt;
  private @Nullable String project;
  private long prompts;
  private long turnMillis;
  private @Nullable Instant first;
  private @Nullable Instant last;
  private Duration active = Duration.ZERO;

  Portrait(String key) {
    this.key = key;
  }

  void add(Told told) {
    uuids.add(told.uuid());
    time(told.at());
    Map<String, @Nullable Object> facts = Json.parseObject("facts", told.facts());
    each(facts, "tools", tool -> tools.merge(tool, 1L, Long::sum));
    each(facts, "files", files::add);
    each(facts, "commits", commits::add);
    each(facts, "prs", pullRequests::add);
    one(facts, "model", model -> models.merge(model, 1L, Long::sum));
    one(facts, "cwd", directories::add);
    one(facts, "branch", branches::add);
    for (String name :
        List.of(
            "cwd",
            "branch",
            "version",
            "slug",
            "title",
            "custom_title",
            "agent",
            "repository",
            "base_commit",
            "client")) {
      one(facts, name, value -> latest.put(name, value));
    }
    one(facts, "summary", text -> summaries.put(String.valueOf(facts.get("summary_of")), text));
    one(facts, "turn_ms", millis -> turnMillis += Long.parseLong(millis));
    one(facts, "project", name -> project = project == null ? name : project);
    one(
        facts,
        "prompt",
        text -> {
          prompts++;
          prompt = prompt == null ? text : prompt;
        });
  }

  private void time(Instant at) {
    Instant before = last;
    if (before != null && at.isAfter(before)) {
      Duration gap = Duration.between(before, at);
      active = gap.compareTo(PAUSE) > 0 ? active : active.plus(gap);
    }
    first = first == null || at.isBefore(first) ? at : first;
    last = before == null || at.isAfter(before) ? at : before;
  }

  private interface Use {
    void of(String value);
  }

  private static void one(Map<String, @Nullable Object> facts, String name, Use use) {
    if (facts.get(name) instanceof String value) {
      use.of(value);
    }
  }

  private static void each(Map<String, @Nullable Object> facts, String name, Use use) {
    if (facts.get(name) instanceof List<?> values) {
      values.forEach(value -> use.of(String.valueOf(value)));
    }
  }

  /// From the first record to the last.
  Optional<TellingTable.Span> span() {
    Instant from = first;
    Instant to = last;
    return from == null || to == null
        ? Optional.empty()
        : Optional.of(new TellingTable.Span(from, to));
  }

  /// Adds what the records say to the fields of the session.
  void describe(Map<String, @Nullable Object> told, List<Source> sources) {
    if (prompt != null) {
      told.put("intention", prompt);
    }
    put(told, "name", name(), 200);
    put(told, "project", project, 200);
    put(told, "working_directory", latest.get("cwd"), 4_096);
    put(told, "git_branch", latest.get("branch"), 1_000);
    put(told, "username", ProjectName.person(latest.get("cwd")), 200);
    put(told, "llm_model", mostUsed(), 200);
    told.put("active_seconds", active.toSeconds());
    told.put("task_count", prompts);
    told.put("metadata", metadata(sources));
  }

  private static void put(
      Map<String, @Nullable Object> told, String name, @Nullable String value, int max) {
    if (value != null && !value.isBlank()) {
      told.put(name, value.length() > max ? value.substring(0, max) : value);
    }
  }

  /// The person's title, the client's, the summary of one of its own records, or the client's made-up name.
  private @Nullable String name() {
    String title = latest.getOrDefault("custom_title", latest.get("title"));
    if (title == null) {
      for (Map.Entry<String, String> summary : summaries.entrySet()) {
        title = uuids.contains(summary.getKey()) ? summary.getValue() : title;
      }
    }
    int slash = key.indexOf('/');
    if (title == null) {
      String agent = slash >= 0 ? key.substring(slash + 1) : latest.get("agent");
      title = agent == null ? latest.get("slug") : "agent " + agent;
    }
    return title == null ? null : Texts.shorten(title, 190);
  }

  private @Nullable String mostUsed() {
    String most = null;
    long count = 0;
    for (Map.Entry<String, Long> model : models.entrySet()) {
      if (model.getValue() > count) {
        most = model.getKey();
        count = model.getValue();
      }
    }
    return most;
  }

  private Map<String, @Nullable Object> metadata(List<Source> sources) {
    Map<String, @Nullable Object> environment = new LinkedHashMap<>();
    environment.put("os", ProjectName.system(latest.get("cwd")));
    environment.put("cwd", latest.get("cwd"));
    environment.put("version", latest.get("version"));
    environment.put("client", latest.get("client"));
    environment.put("repository", latest.get("repository"));
    environment.put("commit", latest.get("base_commit"));
    environment.put("directories", listed(directories));
    environment.put("branches", listed(branches));
    environment.values().removeIf(java.util.Objects::isNull);
    Map<String, @Nullable Object> metadata = new LinkedHashMap<>();
    metadata.put("environment", environment);
    metadata.put("tools_used", tools);
    metadata.put("models", listed(models.keySet()));
    metadata.put("files_modified", listed(files));
    metadata.put("git_commits", listed(commits));
    metadata.put("pr_links", listed(pullRequests));
    metadata.put("turn_seconds", turnMillis / 1_000);
    metadata.put("records_not_shown", noise(sources));
    if (latest.get("slug") != null) {
      metadata.put("slug", latest.get("slug"));
    }
    return metadata;
  }

  private static Map<String, Long> noise(List<Source> sources) {
    Map<String, Long> noise = new TreeMap<>();
    sources.forEach(source ->
        source.state().noise().forEach((type, count) -> noise.merge(type, count, Long::sum)));
    return noise;
  }

  private static List<String> listed(Collection<String> values) {
    return new ArrayList<>(values.stream().limit(LISTED).toList());
  }
}
