package dev.seshat.analysis;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.time.Duration;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// What a model is asked.
///
/// @param purpose what it is for, such as `session.summarize`
/// @param system how the model is to answer; null for nothing
/// @param text what it is asked
/// @param project whom it is accounted to; null for the session's project, or `default` without one
/// @param userId whose call it is; null for the actor
/// @param sessionId the session that it is about; the row of the call is erased with it
/// @param promiseId the promise that it is made for
/// @param maxTokens the most that the model may write
/// @param schema what the answer must be, as a JSON Schema of an object; null where any text will do
/// @param temperature 0 to 2; null for the model's own
/// @param limit how long it may take with all its tries
public record ModelRequest(
    String purpose,
    @Nullable String system,
    String text,
    @Nullable String project,
    @Nullable String userId,
    @Nullable UUID sessionId,
    @Nullable Long promiseId,
    int maxTokens,
    @Nullable Map<String, Object> schema,
    @Nullable Double temperature,
    Duration limit) {
  /// The most characters that a model is given at once.
  public static final int MAX_TEXT = 2_000_000;

  private static final Pattern PURPOSE = Pattern.compile("[a-z][a-z0-9_.-]{0,63}");
  private static final Duration USUAL = Duration.ofMinutes(6);
  private static final Duration LONGEST = Duration.ofHours(2);

  /// @throws Invalid if a text is empty or too long, or a number is out of its range
  public ModelRequest {
    if (!PURPOSE.matcher(purpose).matches()) {
      throw new Invalid("purpose", "must be a lower-case word such as session.summarize");
    }
    system = system == null || system.isBlank() ? null : Texts.checked("system", system, MAX_TEXT);
    text = Texts.required("text", text, MAX_TEXT);
    project = project == null ? null : Texts.required("project", project, 200).strip();
    userId = userId == null ? null : Texts.required("user_id", userId, 200);
    if (maxTokens < 1 || maxTokens > 200_000) {
      throw new Invalid("max_tokens", "must be 1 to 200000");
    }
    if (temperature != null && !(temperature >= 0 && temperature <= 2)) {
      throw new Invalid("temperature", "must be 0 to 2");
    }
    if (limit.isNegative() || limit.isZero() || limit.compareTo(LONGEST) > 0) {
      throw new Invalid("limit", "must be more than nothing and at most two hours");
    }
  }

  /// A question that is about nothing in particular, answered in at most 2,000 tokens.
  public static ModelRequest of(String purpose, String text) {
    return new ModelRequest(purpose, null, text, null, null, null, null, 2_000, null, null, USUAL);
  }

  public ModelRequest withSystem(@Nullable String words) {
    return new ModelRequest(
        purpose,
        words,
        text,
        project,
        userId,
        sessionId,
        promiseId,
        maxTokens,
        schema,
        temperature,
        limit);
  }

  public ModelRequest withProject(@Nullable String name) {
    return new ModelRequest(
        purpose,
        system,
        text,
        name,
        userId,
        sessionId,
        promiseId,
        maxTokens,
        schema,
        temperature,
        limit);
  }

  public ModelRequest withUserId(@Nullable String user) {
    return new ModelRequest(
        purpose,
        system,
        text,
        project,
        user,
        sessionId,
        promiseId,
        maxTokens,
        schema,
        temperature,
        limit);
  }

  public ModelRequest withSession(@Nullable UUID session) {
    return new ModelRequest(
        purpose,
        system,
        text,
        project,
        userId,
        session,
        promiseId,
        maxTokens,
        schema,
        temperature,
        limit);
  }

  public ModelRequest withPromise(@Nullable Long promise) {
    return new ModelRequest(
        purpose,
        system,
        text,
        project,
        userId,
        sessionId,
        promise,
        maxTokens,
        schema,
        temperature,
        limit);
  }

  public ModelRequest withMaxTokens(int most) {
    return new ModelRequest(
        purpose,
        system,
        text,
        project,
        userId,
        sessionId,
        promiseId,
        most,
        schema,
        temperature,
        limit);
  }

  /// The same with an answer that is a JSON object of this schema, in the keywords of [dev.seshat.json.SchemaCheck].
  public ModelRequest withSchema(@Nullable Map<String, Object> shape) {
    return new ModelRequest(
        purpose,
        system,
        text,
        project,
        userId,
        sessionId,
        promiseId,
        maxTokens,
        shape,
        temperature,
        limit);
  }

  public ModelRequest withTemperature(@Nullable Double degree) {
    return new ModelRequest(
        purpose, system, text, project, userId, sessionId, promiseId, maxTokens, schema, degree,
        limit);
  }

  public ModelRequest withLimit(Duration most) {
    return new ModelRequest(
        purpose,
        system,
        text,
        project,
        userId,
        sessionId,
        promiseId,
        maxTokens,
        schema,
        temperature,
        most);
  }
}
