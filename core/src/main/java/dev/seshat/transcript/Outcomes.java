package dev.seshat.transcript;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What the results of tool calls tell of a session: files that were changed, commits, pull requests.
final class Outcomes {
  /// `[branch 1a2b3c4] subject`, as git prints a commit.
  private static final Pattern COMMIT =
      Pattern.compile("(?m)^\\[[^\\]\\r\\n]{1,200}?\\b([0-9a-f]{7,40})\\] ");

  private static final Pattern PULL_REQUEST =
      Pattern.compile(
          "https://[A-Za-z0-9.-]{1,100}/[A-Za-z0-9._-]{1,100}/[A-Za-z0-9._-]{1,100}/pull/[0-9]{1,9}");

  private Outcomes() {}

  /// Whether a command may commit.
  static boolean commits(String command) {
    return command.contains("git") && command.contains("commit");
  }

  /// Whether a command may open a pull request.
  static boolean opensPullRequest(String command) {
    return command.contains("gh ") && command.contains("pr ");
  }

  /// Notes what a call that succeeded did.
  static void of(
      PendingTools.Call call, String text, Facts facts, Map<String, @Nullable Object> payload) {
    call.files().forEach(file -> facts.add("files", file));
    if (call.files().size() == 1) {
      payload.put("file", call.files().getFirst());
    } else if (!call.files().isEmpty()) {
      payload.put("files", call.files());
    }
    if (call.commits()) {
      found(COMMIT, 1, text).forEach(hash -> facts.add("commits", hash));
    }
    if (call.opensPullRequest()) {
      found(PULL_REQUEST, 0, text).forEach(url -> facts.add("prs", url));
    }
  }

  private static List<String> found(Pattern pattern, int group, String text) {
    List<String> found = new ArrayList<>();
    Matcher matcher = pattern.matcher(text);
    while (matcher.find() && found.size() < 100) {
      found.add(matcher.group(group));
    }
    return found;
  }
}
