package dev.seshat.server.api;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Forbidden;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.json.Fields;
import dev.seshat.server.http.Params;
import dev.seshat.server.http.Refusal;
import dev.seshat.server.http.Upload;
import io.javalin.http.HttpStatus;
import java.io.IOException;
import java.io.InputStream;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.UUID;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// One request, checked against what its operation declares.
///
/// @param seshat the store, as whoever asks
/// @param role what whoever asks may do
/// @param path what stands in the address for each of its places
/// @param query the parameters that were given, and the defaults of the others
/// @param body the JSON object that the body is; empty where there is none
/// @param version the version that the request depends on, null for none
/// @param header a header by its name, null if it is not there
/// @param input the body of an operation that takes a file
public record Request(
    Seshat seshat,
    Role role,
    Map<String, String> path,
    Map<String, Object> query,
    Map<String, ? extends @Nullable Object> body,
    @Nullable Long version,
    Function<String, @Nullable String> header,
    Input input) {

  /// A body that is read as it comes.
  public interface Input {
    InputStream open() throws IOException;

    /// The body as a form with a file.
    Upload upload();
  }

  /// The same request to another view of the store.
  Request with(Seshat other) {
    return new Request(other, role, path, query, body, version, header, input);
  }

  /// The body of an operation that takes a file; to be read once.
  public InputStream file() {
    try {
      return input.open();
    } catch (IOException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "the body could not be read");
    }
  }

  /// The body of an operation that takes a form with a file; to be read once, and closed.
  public Upload upload() {
    return input.upload();
  }

  /// Whether the asker names a media type as one that it wants.
  public boolean accepts(String type) {
    String accept = header.apply("Accept");
    return accept != null && accept.contains(type);
  }

  /// Refuses what takes a greater role than the operation does.
  public void require(Role needed, String what) {
    if (!role.allows(needed)) {
      throw new Forbidden(
          what + " takes the role " + needed.word() + ", and yours is " + role.word());
    }
  }

  /// The session that the address names.
  public String ref() {
    return place("ref");
  }

  /// What stands for a place in the address.
  public String place(String name) {
    return Objects.requireNonNull(path.get(name));
  }

  /// The id that the address names.
  public UUID id() {
    return Params.id("id", place("id"));
  }

  /// A parameter that is a text; null if it is not there.
  public @Nullable String text(String name) {
    return (String) query.get(name);
  }

  /// A parameter that its operation requires or gives a default.
  public String needed(String name) {
    String text = text(name);
    if (text == null) {
      throw new Invalid(name, "is missing");
    }
    return text;
  }

  /// A parameter that is a whole number and has a default.
  public int integer(String name) {
    return ((Number) Objects.requireNonNull(query.get(name))).intValue();
  }

  /// A parameter that is a whole number; null if it is not there.
  public @Nullable Long number(String name) {
    return query.get(name) instanceof Number number ? number.longValue() : null;
  }

  /// Whether a parameter is true.
  public boolean flag(String name) {
    return Boolean.TRUE.equals(query.get(name));
  }

  /// A time, or the start of a day in UTC.
  public @Nullable Instant time(String name) {
    return time(name, ZoneOffset.UTC);
  }

  /// A time, or the start of a day in `zone`.
  public @Nullable Instant time(String name, ZoneId zone) {
    String text = text(name);
    return text == null ? null : Params.time(name, text, zone);
  }

  /// What `parse` makes of a parameter that is there.
  public <T> @Nullable T as(String name, Function<String, T> parse) {
    String text = text(name);
    return text == null ? null : parse.apply(text);
  }

  /// The fields of the body, asked for one by one.
  public Fields fields() {
    return new Fields(body);
  }

  /// What each object of a list in the body stands for; a problem names the item.
  public <T> List<T> items(String name, int max, Function<Map<String, @Nullable Object>, T> parse) {
    List<Map<String, @Nullable Object>> given = fields().objects(name, max);
    return java.util.stream.IntStream.range(0, given.size())
        .mapToObj(i -> item(name + "[" + i + "]", given.get(i), parse))
        .toList();
  }

  private static <T> T item(
      String at,
      Map<String, @Nullable Object> json,
      Function<Map<String, @Nullable Object>, T> parse) {
    try {
      return parse.apply(json);
    } catch (Invalid e) {
      throw e.within(at);
    }
  }
}
