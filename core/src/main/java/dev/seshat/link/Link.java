package dev.seshat.link;

import dev.seshat.store.Times;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// An address on the web that is kept, without the text of its page.
///
/// @param url as it was given first; what is fetched
/// @param finalUrl where its redirects ended
/// @param timestamp when somebody added it last
/// @param analysis what the page comes down to; null until it was read
/// @param title what it goes by: the page's title, or something made of the address
/// @param errorMessage why the last reading came to nothing, or what it had to do without; an older analysis stays
/// @param analysedBy `offline`, or `model` and its name
/// @param revision how often reading it was asked for
/// @param settledRevision up to which of these it was read or given up
/// @param attempts how often it was read or tried to
/// @param mentions how often somebody added it
/// @param textLength characters of the text that is kept
/// @param truncated whether the page says more than is kept
/// @param promiseId the promise to read it that was made last
public record Link(
    long id,
    String url,
    @Nullable String finalUrl,
    String domain,
    Instant timestamp,
    LinkStatus status,
    @Nullable Analysis analysis,
    String title,
    @Nullable String errorMessage,
    @Nullable String analysedBy,
    @Nullable Instant analysedAt,
    int revision,
    int settledRevision,
    int attempts,
    int mentions,
    @Nullable Instant fetchedAt,
    @Nullable Integer httpStatus,
    @Nullable String contentType,
    @Nullable String language,
    long textLength,
    boolean truncated,
    @Nullable UUID sessionId,
    @Nullable String project,
    @Nullable Long promiseId,
    String addedBy,
    Instant createdAt,
    Instant updatedAt) {
  /// Whether it is still to be read, for the first time or again.
  public boolean isWaiting() {
    return settledRevision < revision;
  }

  /// What it is about, in a line; empty until it was read.
  public String mainTopic() {
    return analysis == null ? "" : analysis.mainTopic();
  }

  /// Why somebody would want to read it.
  public List<String> reasonsToCare() {
    return analysis == null ? List.of() : analysis.reasonsToCare();
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("id", id);
    json.put("url", url);
    json.put("final_url", finalUrl);
    json.put("domain", domain);
    json.put("timestamp", Times.text(timestamp));
    json.put("analysis_status", status.word());
    json.put("is_waiting", isWaiting());
    json.put("title", title);
    json.put("main_topic", analysis == null ? null : analysis.mainTopic());
    json.put("reasons_to_care", reasonsToCare());
    json.put("analysis_result", analysis == null ? null : analysis.toJson());
    json.put("error_message", errorMessage);
    json.put("analysed_by", analysedBy);
    json.put("analysed_at", analysedAt == null ? null : Times.text(analysedAt));
    json.put("attempts", attempts);
    json.put("mentions", mentions);
    json.put("fetched_at", fetchedAt == null ? null : Times.text(fetchedAt));
    json.put("http_status", httpStatus);
    json.put("content_type", contentType);
    json.put("language", language);
    json.put("text_length", textLength);
    json.put("is_truncated", truncated);
    json.put("session_id", sessionId == null ? null : sessionId.toString());
    json.put("project", project);
    json.put("promise_id", promiseId);
    json.put("added_by", addedBy);
    json.put("created_at", Times.text(createdAt));
    json.put("updated_at", Times.text(updatedAt));
    return json;
  }
}
