package dev.seshat.export;

import dev.seshat.store.TableInfo;
import java.util.Set;
import java.util.regex.Pattern;

/// What stands where in the ZIP, and which tables do not stand in it.
final class Layout {
  static final int FORMAT_VERSION = 1;
  static final String FORMAT = "seshat-export";
  static final String MANIFEST = "manifest.json";

  /// The tables that hold the log, which a store takes over only when it is empty.
  static final Set<String> LOG = Set.of("audit_log", "audit_head");

  /// Secrets, what belongs to one installation, and what stands elsewhere in the ZIP or can be made again.
  private static final Set<String> LEFT_OUT =
      Set.of(
          "schema_migrations",
          "access_token",
          "idempotency_key",
          "transcript_chunk",
          "webhooks",
          "image_store",
          "markdown_sync_state");

  /// Who is working on what is nothing of the session's.
  private static final Set<String> OF_WORKSPACE_ALONE =
      Set.of("active_session", "promise_schedules");

  private static final Pattern NAME =
      Pattern.compile(
          "manifest\\.json|tables/[a-z][a-z0-9_]{0,62}\\.jsonl|sessions/[0-9a-f]{8}\\.md"
              + "|transcripts/[1-9][0-9]{0,15}/[A-Za-z0-9._-]{1,120}|images/[0-9a-f]{64}");

  private Layout() {}

  /// Whether a table is exported at all.
  static boolean isExported(TableInfo table) {
    return !LEFT_OUT.contains(table.name()) && !table.name().startsWith("search_");
  }

  static boolean isOfWorkspaceAlone(String table) {
    return OF_WORKSPACE_ALONE.contains(table) || LOG.contains(table);
  }

  /// Whether an entry may be called so.
  static boolean isName(String entry) {
    return NAME.matcher(entry).matches();
  }

  static String table(String name) {
    return "tables/" + name + ".jsonl";
  }

  static String markdown(String shortId) {
    return "sessions/" + shortId + ".md";
  }

  /// Where the bytes of images stand: below their SHA-256, once.
  static String image(String sha256) {
    return "images/" + sha256;
  }

  static String transcriptFolder(long file) {
    return "transcripts/" + file + "/";
  }

  /// Where an original file stands: below its number, by its own name as far as every system can have it.
  static String transcript(long file, String path) {
    String name = path.substring(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1);
    String safe = name.replaceAll("[^A-Za-z0-9._-]", "_");
    safe = safe.length() > 120 ? safe.substring(safe.length() - 120) : safe;
    return transcriptFolder(file) + (safe.isEmpty() ? "transcript" : safe);
  }
}
