package dev.seshat.link;

import dev.seshat.store.Json;
import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of the links table.
final class LinkTable {
  private static final String SELECT =
      "SELECT l.id, l.url, l.final_url, l.domain, l.timestamp, l.analysis_status, l.analysis_result, l.title,"
          + " l.error_message, l.analysed_by, l.analysed_at, l.revision, l.settled_revision, l.attempts, l.mentions,"
          + " l.fetched_at, l.http_status, l.content_type, l.language, length(l.text_content) AS text_length,"
          + " l.is_truncated, l.session_id, p.name AS project, l.promise_id, l.added_by, l.created_at, l.updated_at"
          + " FROM links l LEFT JOIN projects p ON p.id = l.project_id";

  private LinkTable() {}

  /// A row that is not there yet.
  record NewRow(
      String url,
      String normalised,
      String domain,
      String title,
      @Nullable UUID session,
      @Nullable Long project,
      String addedBy) {}

  /// Inserts a link, unless its address is there.
  static Optional<Long> insert(Tx tx, NewRow row) throws SQLException {
    List<Long> ids =
        tx.list(
            "INSERT INTO links (url, normalised_url, domain, title, session_id, project_id, added_by, timestamp, created_at,"
                + " updated_at, analysis_status, revision, settled_revision, attempts, mentions, is_truncated)"
                + " VALUES (?, ?, ?, ?, CAST(? AS "
                + (tx.dialect().isSqlite() ? "TEXT" : "uuid")
                + "), CAST(? AS bigint), ?, ?, ?, ?, 'pending', 1, 0, 0, 1, ?) ON CONFLICT DO NOTHING RETURNING id",
            each -> each.number("id"),
            row.url(),
            row.normalised(),
            row.domain(),
            row.title(),
            row.session(),
            row.project(),
            row.addedBy(),
            tx.now(),
            tx.now(),
            tx.now(),
            false);
    return ids.stream().findFirst();
  }

  /// Takes over what another system kept of a link that was just inserted.
  static void takeOver(Tx tx, long id, RecordedLink told, Instant made) throws SQLException {
    Instant updated = told.updatedAt() == null ? made : told.updatedAt();
    Instant added = told.timestamp() == null ? made : told.timestamp();
    tx.update(
        "UPDATE links SET timestamp = ?, created_at = ?, updated_at = ?, analysis_status = ?, error_message = ?,"
            + " settled_revision = ? WHERE id = ?",
        added,
        made,
        updated,
        told.status().word(),
        told.errorMessage(),
        told.status() == LinkStatus.PENDING ? 0 : 1,
        id);
    Analysis analysis = told.analysis();
    if (analysis != null) {
      setAnalysis(tx, id, analysis, String.valueOf(told.analysedBy()), updated);
    }
  }

  static Optional<Long> idOf(Tx tx, String normalised) throws SQLException {
    return tx.first(
        "SELECT id FROM links WHERE normalised_url = ?", row -> row.number("id"), normalised);
  }

  /// Counts that somebody added a link again; where it had no session or project, it has one now.
  static void mention(Tx tx, long id, @Nullable UUID session, @Nullable Long project)
      throws SQLException {
    tx.update(
        "UPDATE links SET mentions = mentions + 1, timestamp = ?, updated_at = ? WHERE id = ?",
        tx.now(),
        tx.now(),
        id);
    if (session != null) {
      tx.update("UPDATE links SET session_id = ? WHERE id = ? AND session_id IS NULL", session, id);
    }
    if (project != null) {
      tx.update("UPDATE links SET project_id = ? WHERE id = ? AND project_id IS NULL", project, id);
    }
  }

  static Optional<Link> find(Tx tx, long id) throws SQLException {
    return tx.first(SELECT + " WHERE l.id = ?", LinkTable::link, id);
  }

  static Optional<String> text(Tx tx, long id) throws SQLException {
    return tx.first(
        "SELECT coalesce(text_content, '') AS text FROM links WHERE id = ?",
        row -> row.text("text"),
        id);
  }

  static List<Link> list(Tx tx, LinkFilter filter) throws SQLException {
    StringBuilder where = new StringBuilder();
    List<Object> values = new ArrayList<>();
    and(where, values, "l.analysis_status = ?", word(filter.status()));
    and(where, values, "l.domain = ?", filter.domain());
    and(where, values, "l.session_id = ?", filter.session());
    and(where, values, "p.name = ?", filter.project());
    if (filter.cursor() != null) {
      LinkFilter.Position last = LinkFilter.Position.of(filter.cursor());
      and(where, values, "(l.timestamp, l.id) < (?, ?)", last.time());
      values.add(last.id());
    }
    values.add(filter.limit() + 1);
    return tx.list(
        SELECT + where + " ORDER BY l.timestamp DESC, l.id DESC LIMIT ?",
        LinkTable::link,
        values.toArray());
  }

  private static @Nullable String word(@Nullable LinkStatus status) {
    return status == null ? null : status.word();
  }

  private static void and(
      StringBuilder where, List<Object> values, String condition, @Nullable Object value) {
    if (value != null) {
      where.append(where.isEmpty() ? " WHERE " : " AND ").append(condition);
      values.add(value);
    }
  }

  static List<DomainCount> domains(Tx tx, int limit) throws SQLException {
    return tx.list(
        """
        SELECT domain, count(*) AS n, sum(CASE WHEN analysis_status = 'pending' THEN 1 ELSE 0 END) AS pending,
          sum(CASE WHEN analysis_status = 'success' THEN 1 ELSE 0 END) AS success,
          sum(CASE WHEN analysis_status = 'error' THEN 1 ELSE 0 END) AS error, max(timestamp) AS last
        FROM links GROUP BY domain ORDER BY count(*) DESC, domain LIMIT ?
        """,
        row ->
            new DomainCount(
                row.text("domain"),
                row.number("n"),
                row.number("pending"),
                row.number("success"),
                row.number("error"),
                row.time("last")),
        limit);
  }

  /// Asks for another reading.
  static void ask(Tx tx, long id) throws SQLException {
    tx.update(
        "UPDATE links SET revision = revision + 1, updated_at = ?,"
            + " analysis_status = CASE WHEN analysis_status = 'error' THEN 'pending' ELSE analysis_status END WHERE id = ?",
        tx.now(),
        id);
  }

  /// Notes who has promised to read a link.
  static void setPromise(Tx tx, long id, long promise) throws SQLException {
    tx.update("UPDATE links SET promise_id = ? WHERE id = ?", promise, id);
  }

  static List<Long> ofSession(Tx tx, UUID session) throws SQLException {
    return tx.list("SELECT id FROM links WHERE session_id = ?", row -> row.number("id"), session);
  }

  static void delete(Tx tx, long id) throws SQLException {
    tx.update("DELETE FROM links WHERE id = ?", id);
  }

  /// What reading a link needs to know of it.
  record Job(
      long id,
      int revision,
      String url,
      @Nullable String etag,
      @Nullable String lastModified,
      @Nullable String hash,
      @Nullable String analysedBy,
      @Nullable UUID session,
      @Nullable String project) {}

  /// Begins to read a link; empty if that was settled already, or asked for again since.
  static Optional<Job> begin(Tx tx, long id, int revision) throws SQLException {
    int begun =
        tx.update(
            "UPDATE links SET attempts = attempts + 1 WHERE id = ? AND revision = ? AND settled_revision < revision",
            id,
            revision);
    return begun == 0
        ? Optional.empty()
        : tx.first(
            "SELECT l.id, l.revision, l.url, l.etag, l.last_modified, l.content_hash, l.analysed_by, l.session_id,"
                + " p.name AS project FROM links l LEFT JOIN projects p ON p.id = l.project_id WHERE l.id = ?",
            row ->
                new Job(
                    row.number("id"),
                    row.integer("revision"),
                    row.text("url"),
                    row.textOrNull("etag"),
                    row.textOrNull("last_modified"),
                    row.textOrNull("content_hash"),
                    row.textOrNull("analysed_by"),
                    row.idOrNull("session_id"),
                    row.textOrNull("project")),
            id);
  }

  /// Ends a reading, unless somebody else has ended it or asked for another.
  ///
  /// @return whether it was this one that ended it
  static boolean settle(Tx tx, Job job, @Nullable String error) throws SQLException {
    return tx.update(
            "UPDATE links SET settled_revision = revision, fetched_at = ?, updated_at = ?, error_message = ?,"
                + " analysis_status = CASE WHEN analysis_result IS NULL THEN 'error' ELSE 'success' END"
                + " WHERE id = ? AND revision = ? AND settled_revision < revision",
            tx.now(),
            tx.now(),
            error,
            job.id(),
            job.revision())
        == 1;
  }

  /// Notes why a reading came to nothing; unless `isLast` it is tried again. What was read before stays.
  static boolean fail(Tx tx, Job job, String error, @Nullable Integer status, boolean isLast)
      throws SQLException {
    return tx.update(
            "UPDATE links SET settled_revision = CASE WHEN ? = 1 THEN revision ELSE settled_revision END, updated_at = ?,"
                + " error_message = ?, http_status = CAST(? AS bigint),"
                + " analysis_status = CASE WHEN analysis_result IS NULL THEN 'error' ELSE 'success' END"
                + " WHERE id = ? AND revision = ? AND settled_revision < revision",
            isLast ? 1 : 0,
            tx.now(),
            error,
            status,
            job.id(),
            job.revision())
        == 1;
  }

  /// What a server said of a page, beside its text.
  record Head(
      String finalUrl,
      int status,
      String contentType,
      @Nullable String etag,
      @Nullable String lastModified) {}

  static void setPage(Tx tx, long id, Head head, PageText page, String hash) throws SQLException {
    tx.update(
        "UPDATE links SET final_url = ?, http_status = ?, content_type = ?, etag = ?, last_modified = ?, language = ?,"
            + " text_content = ?, is_truncated = ?, content_hash = ? WHERE id = ?",
        head.finalUrl(),
        head.status(),
        head.contentType(),
        head.etag(),
        head.lastModified(),
        page.language(),
        page.text(),
        page.truncated(),
        hash,
        id);
  }

  static void setAnalysis(Tx tx, long id, Analysis analysis, String by, Instant at)
      throws SQLException {
    tx.update(
        "UPDATE links SET analysis_result = ?, title = ?, main_topic = ?, reasons_to_care = ?, analysed_by = ?,"
            + " analysed_at = ? WHERE id = ?",
        new Json(dev.seshat.json.Json.write(analysis.toJson())),
        analysis.title(),
        analysis.mainTopic(),
        String.join("\n", analysis.reasonsToCare()),
        by,
        at,
        id);
  }

  private static String cleanable(Tx tx, CleanRule rule, List<Object> values) {
    List<String> parts = new ArrayList<>();
    if (rule.errorDays() != null) {
      parts.add("(l.analysis_status = 'error' AND l.timestamp < ?)");
      values.add(tx.now().minus(java.time.Duration.ofDays(rule.errorDays())));
    }
    if (rule.unusedDays() != null) {
      parts.add("(l.session_id IS NULL AND l.timestamp < ?)");
      values.add(tx.now().minus(java.time.Duration.ofDays(rule.unusedDays())));
    }
    return "(" + String.join(" OR ", parts) + ")";
  }

  static long countCleanable(Tx tx, CleanRule rule) throws SQLException {
    List<Object> values = new ArrayList<>();
    return tx.number(
        "SELECT count(*) AS n FROM links l WHERE " + cleanable(tx, rule, values), values.toArray());
  }

  static List<Link> cleanable(Tx tx, CleanRule rule, int limit) throws SQLException {
    List<Object> values = new ArrayList<>();
    String where = cleanable(tx, rule, values);
    values.add(limit);
    return tx.list(
        SELECT + " WHERE " + where + " ORDER BY l.timestamp, l.id LIMIT ?",
        LinkTable::link,
        values.toArray());
  }

  private static Link link(Row row) throws SQLException {
    String analysis = row.textOrNull("analysis_result");
    Long length = row.numberOrNull("text_length");
    String title = row.textOrNull("title");
    return new Link(
        row.number("id"),
        row.text("url"),
        row.textOrNull("final_url"),
        row.text("domain"),
        row.time("timestamp"),
        LinkStatus.of(row.text("analysis_status")),
        analysis == null
            ? null
            : Analysis.of(dev.seshat.json.Json.parseObject("analysis_result", analysis)),
        title == null || title.isEmpty() ? row.text("domain") : title,
        row.textOrNull("error_message"),
        row.textOrNull("analysed_by"),
        row.timeOrNull("analysed_at"),
        row.integer("revision"),
        row.integer("settled_revision"),
        row.integer("attempts"),
        row.integer("mentions"),
        row.timeOrNull("fetched_at"),
        row.integerOrNull("http_status"),
        row.textOrNull("content_type"),
        row.textOrNull("language"),
        length == null ? 0 : length,
        row.flag("is_truncated"),
        row.idOrNull("session_id"),
        row.textOrNull("project"),
        row.numberOrNull("promise_id"),
        row.text("added_by"),
        row.time("created_at"),
        row.time("updated_at"));
  }
}
