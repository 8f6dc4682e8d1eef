package dev.seshat.legacy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.legacy.Origins.Became;
import dev.seshat.link.AddedLink;
import dev.seshat.link.Analysis;
import dev.seshat.link.LinkStatus;
import dev.seshat.link.Links;
import dev.seshat.link.RecordedLink;
import dev.seshat.store.Tx;
import dev.seshat.transcript.Transcripts;
import java.sql.SQLException;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Links with what was made of their pages. One whose address is here already stays as it is; one that was pending is read.
final class AgentLinks implements TableImport {
  private static final int TEXT = 10_000;

  private final Origins origins;
  private final Links links;
  private final LegacyOptions options;

  AgentLinks(Origins origins, Links links, LegacyOptions options) {
    this.origins = origins;
    this.links = links;
    this.options = options;
  }

  @Override
  public String table() {
    return "links";
  }

  @Override
  public List<String> columns() {
    return List.of(
        "id",
        "url",
        "domain",
        "timestamp",
        "analysis_result",
        "analysis_status",
        "title",
        "main_topic",
        "reasons_to_care",
        "error_message",
        "created_at",
        "updated_at");
  }

  @Override
  public void take(Tx tx, OpenSource file, List<SourceRow> rows, Outcomes outcomes)
      throws SQLException {
    for (SourceRow row : rows) {
      String url = row.text("url");
      if (url == null) {
        outcomes.skip(row, "has no url", row.raw("url"));
        continue;
      }
      try {
        RecordedLink told = told(row, url.strip());
        Instant asOf = Objects.requireNonNullElse(told.updatedAt(), file.asOf());
        outcomes.count(
            table(),
            origins.take(
                tx,
                row,
                SourceRow.hash(url),
                asOf,
                outcomes,
                earlier -> {
                  AddedLink link = links.recordIn(tx, told);
                  return new Became(link.isNew(), null);
                }),
            1);
        remark(row, outcomes);
      } catch (Invalid e) {
        outcomes.skip(row, "its url is none that can be called", url);
      }
    }
  }

  private RecordedLink told(SourceRow row, String url) {
    Analysis analysis = analysis(row);
    LinkStatus status =
        switch (word(row)) {
          case "success" -> LinkStatus.SUCCESS;
          case "error" -> LinkStatus.ERROR;
          case "pending" -> LinkStatus.PENDING;
          default -> analysis == null ? LinkStatus.PENDING : LinkStatus.SUCCESS;
        };
    if (status == LinkStatus.SUCCESS && analysis == null) {
      analysis = new Analysis(url, "", List.of(), List.of(), null);
    }
    String error = kept(row, "error_message");
    return new RecordedLink(
        url,
        status,
        status == LinkStatus.SUCCESS ? analysis : null,
        status == LinkStatus.SUCCESS ? AgentSystem.DOCUMENT : null,
        status == LinkStatus.ERROR
            ? Objects.requireNonNullElse(error, "no reason was given")
            : null,
        row.time("timestamp"),
        row.time("created_at"),
        row.time("updated_at"));
  }

  /// What the columns say, and the JSON beside them where they say nothing.
  private @Nullable Analysis analysis(SourceRow row) {
    Map<String, @Nullable Object> parts = new LinkedHashMap<>();
    if (parsed(row.text("analysis_result")) instanceof Map<?, ?> json) {
      json.forEach((name, value) -> parts.put(String.valueOf(name), value));
    }
    for (String column : List.of("title", "main_topic")) {
      String text = row.text(column);
      if (text != null) {
        parts.put(column, text);
      }
    }
    String reasons = row.text("reasons_to_care");
    if (reasons != null) {
      parts.put("reasons_to_care", parsed(reasons) instanceof List<?> list ? list : reasons);
    }
    if (parts.isEmpty()) {
      return null;
    }
    Object clean = options.maskSecrets() ? Transcripts.masked("analysis", parts) : parts;
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    ((Map<?, ?>) clean).forEach((name, value) -> told.put(String.valueOf(name), value));
    return Analysis.of(told);
  }

  private static @Nullable Object parsed(@Nullable String text) {
    try {
      return text == null ? null : Json.parse("analysis_result", text);
    } catch (Invalid e) {
      return null;
    }
  }

  private @Nullable String kept(SourceRow row, String column) {
    String text = row.text(column);
    return SourceRow.cut(
        text != null && options.maskSecrets() ? Transcripts.masked(text) : text, TEXT);
  }

  private static String word(SourceRow row) {
    return Objects.requireNonNullElse(row.text("analysis_status"), "pending")
        .strip()
        .toLowerCase(Locale.ROOT);
  }

  private static void remark(SourceRow row, Outcomes outcomes) {
    String result = row.text("analysis_result");
    if (result != null && !(parsed(result) instanceof Map)) {
      outcomes.note(
          row, "analysis_result is no JSON object; the text is kept with the row", result);
    }
    if (!List.of("pending", "success", "error").contains(word(row))) {
      outcomes.note(row, "analysis_status is none that is known", row.raw("analysis_status"));
    }
    RowImport.noteTimes(row, outcomes, List.of("timestamp", "created_at", "updated_at"));
  }
}
