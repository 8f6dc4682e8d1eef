package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// What somebody says of a keyword. Where there is one of this keyword and effect already, what is null here stays as it is there.
///
/// @param intendedEffect what it is meant to do; may be empty
/// @param effectiveness null to leave that to its counts
public record NewKeyword(
    String keyword,
    String intendedEffect,
    @Nullable String actualEffect,
    @Nullable Effectiveness effectiveness,
    @Nullable String betterAlternative,
    @Nullable String context,
    @Nullable String notes,
    @Nullable String mjVersion) {
  public NewKeyword {
    keyword = Texts.required("keyword", NewPattern.line("keyword", keyword, 500), 500);
    intendedEffect =
        Objects.requireNonNullElse(NewPattern.text("intended_effect", intendedEffect), "");
    if (intendedEffect.length() > 2_000) {
      throw new Invalid("intended_effect", "must have at most 2000 characters");
    }
    actualEffect = NewPattern.text("actual_effect", actualEffect);
    betterAlternative = NewPattern.text("better_alternative", betterAlternative);
    context = NewPattern.text("context", context);
    notes = NewPattern.text("notes", notes);
    mjVersion = NewPattern.line("mj_version", mjVersion, 64);
  }

  public static NewKeyword of(
      String keyword, String intendedEffect, @Nullable Effectiveness effectiveness) {
    return new NewKeyword(keyword, intendedEffect, null, effectiveness, null, null, null, null);
  }

  /// One from the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is missing, unknown or breaks its rule
  public static NewKeyword fromJson(Map<String, ? extends @Nullable Object> json) {
    Fields fields = new Fields(json);
    String effectiveness = fields.text("effectiveness", 40);
    NewKeyword keyword =
        new NewKeyword(
            fields.required("keyword", 500),
            Objects.requireNonNullElse(fields.text("intended_effect", 2_000), ""),
            fields.text("actual_effect", NewPattern.MAX_TEXT),
            effectiveness == null ? null : Effectiveness.of(effectiveness),
            fields.text("better_alternative", NewPattern.MAX_TEXT),
            fields.text("context", NewPattern.MAX_TEXT),
            fields.text("notes", NewPattern.MAX_TEXT),
            fields.text("mj_version", 64));
    fields.done();
    return keyword;
  }
}
