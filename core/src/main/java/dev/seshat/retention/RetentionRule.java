package dev.seshat.retention;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.util.LinkedHashMap;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// How long sessions of one kind are kept.
///
/// @param kind a session's kind, or [#ANY] for every kind that has no rule of its own
/// @param archiveAfterDays days since the last activity after which an ended session is archived; null for never
/// @param eraseAfterDays days in the archive after which a session is erased; null for never
public record RetentionRule(
    String kind, @Nullable Integer archiveAfterDays, @Nullable Integer eraseAfterDays) {
  /// The kind that stands for every kind without a rule of its own.
  public static final String ANY = "*";

  /// A hundred years.
  public static final int MAX_DAYS = 36_500;

  public RetentionRule {
    kind = kind.equals(ANY) ? kind : Texts.word("kind", kind);
    days("archive_after_days", archiveAfterDays);
    days("erase_after_days", eraseAfterDays);
    if (archiveAfterDays == null && eraseAfterDays == null) {
      throw new Invalid(
          "archive_after_days", "is missing, and so is erase_after_days; give one or both");
    }
  }

  private static void days(String path, @Nullable Integer days) {
    if (days != null && (days < 0 || days > MAX_DAYS)) {
      throw new Invalid(path, "must be 0 to " + MAX_DAYS + " days");
    }
  }

  /// A rule from the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static RetentionRule fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    String kind = fields.required("kind", 64);
    Long archive = fields.number("archive_after_days", 0, MAX_DAYS);
    Long erase = fields.number("erase_after_days", 0, MAX_DAYS);
    fields.done();
    return new RetentionRule(
        kind,
        archive == null ? null : Math.toIntExact(archive),
        erase == null ? null : Math.toIntExact(erase));
  }

  /// The fields by their names, as every door shows them as JSON.
  public Map<String, @Nullable Object> toJson() {
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    json.put("kind", kind);
    json.put("archive_after_days", archiveAfterDays);
    json.put("erase_after_days", eraseAfterDays);
    return json;
  }
}
