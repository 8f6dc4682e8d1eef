package dev.seshat.server.api;

import dev.seshat.access.Role;
import dev.seshat.server.schema.Schema;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// One thing that can be asked for over HTTP: its address, what it takes, what it answers, who may ask.
///
/// The declaration is the only place where this is said. Requests are checked by it, and the OpenAPI document, the page
/// for people, and the tests that draw requests are made of it.
///
/// @param id its name in OpenAPI and in metrics
/// @param role the least role that may ask
/// @param path what `{…}` in the address stands for
/// @param query the parameters by name
/// @param required the parameters that must be there
/// @param headers those that mean something to it, beside those that many share
/// @param body what the body must be; null where there is none
/// @param bodyRequired whether there must be a body
/// @param file the media type of a body that is read as it comes; null where there is none
/// @param versioned whether `If-Match` is honoured
/// @param answers what it answers when all is well, by status
public record Operation(
    String method,
    String address,
    String id,
    String summary,
    String description,
    Role role,
    Map<String, Schema> path,
    Map<String, Schema> query,
    List<String> required,
    Map<String, Schema> headers,
    @Nullable Schema body,
    boolean bodyRequired,
    @Nullable String file,
    boolean versioned,
    SortedMap<Integer, Answer> answers,
    Handler handler) {

  private static final Pattern PLACE = Pattern.compile("\\{(\\w+)}");

  /// What a status means.
  ///
  /// @param type the media type; empty where there is no body
  /// @param schema what the body is, if it is JSON
  public record Answer(String description, String type, @Nullable Schema schema) {}

  /// Does what the operation says. It may be run more than once for one request, when the store asks for it.
  @FunctionalInterface
  public interface Handler {
    Reply handle(Request request);
  }

  /// Begins the declaration of an operation that only reads.
  public static Builder get(String address, String id, String summary) {
    return new Builder("GET", address, id, summary, Role.READER);
  }

  public static Builder post(String address, String id, String summary) {
    return new Builder("POST", address, id, summary, Role.WRITER);
  }

  public static Builder put(String address, String id, String summary) {
    return new Builder("PUT", address, id, summary, Role.WRITER);
  }

  public static Builder patch(String address, String id, String summary) {
    return new Builder("PATCH", address, id, summary, Role.WRITER);
  }

  public static Builder delete(String address, String id, String summary) {
    return new Builder("DELETE", address, id, summary, Role.WRITER);
  }

  /// Whether it changes nothing.
  public boolean onlyReads() {
    return method.equals("GET");
  }

  /// The group that it is shown in: the first word of its address.
  public String tag() {
    return address.substring("/api/v1/".length()).split("/", 2)[0];
  }

  /// Collects a declaration; [#by] ends it.
  public static final class Builder {
    private final String method;
    private final String address;
    private final String id;
    private final String summary;
    private String description = "";
    private Role role;
    private final Map<String, Schema> path = new LinkedHashMap<>();
    private final Map<String, Schema> query = new LinkedHashMap<>();
    private final java.util.ArrayList<String> required = new java.util.ArrayList<>();
    private final Map<String, Schema> headers = new LinkedHashMap<>();
    private @Nullable Schema body;
    private boolean bodyRequired;
    private @Nullable String file;
    private boolean versioned;
    private final SortedMap<Integer, Answer> answers = new TreeMap<>();

    private Builder(String method, String address, String id, String summary, Role role) {
      this.method = method;
      this.address = address;
      this.id = id;
      this.summary = summary;
      this.role = role;
      PLACE
          .matcher(address)
          .results()
          .map((MatchResult found) -> found.group(1))
          .forEach(name -> path.put(name, place(name)));
    }

    private static Schema place(String name) {
      return switch (name) {
        case "ref" ->
            Schema.text("The session: its id, short id, a prefix of 4 or more, or `current`", 100);
        case "sequence" -> Schema.integer("The number of the turn", 1, Long.MAX_VALUE);
        case "id" -> Schema.id("The id");
        default -> Schema.text("", 200);
      };
    }

    /// What is to be known beyond the summary, as Markdown.
    public Builder about(String text) {
      description = text;
      return this;
    }

    /// The least role that may ask, where it is not that of its method.
    public Builder role(Role least) {
      role = least;
      return this;
    }

    /// What a place in the address stands for.
    public Builder path(String name, Schema schema) {
      path.put(name, schema);
      return this;
    }

    /// A parameter; one whose name ends in `!` must be there.
    public Builder query(String name, Schema schema) {
      boolean needed = name.endsWith("!");
      String bare = needed ? name.substring(0, name.length() - 1) : name;
      query.put(bare, schema);
      if (needed) {
        required.add(bare);
      }
      return this;
    }

    /// Parameters that several operations share.
    public Builder query(Map<String, Schema> shared) {
      shared.forEach(this::query);
      return this;
    }

    /// A header that means something to it.
    public Builder header(String name, Schema schema) {
      headers.put(name, schema);
      return this;
    }

    /// A body that must be there.
    public Builder takes(Schema schema) {
      body = schema;
      bodyRequired = true;
      return this;
    }

    /// A body that is no JSON and may be large, which is read as it comes.
    public Builder takesFile(String type) {
      file = type;
      return this;
    }

    /// A body that may be there.
    public Builder mayTake(Schema schema) {
      body = schema;
      return this;
    }

    /// It depends on a version, if `If-Match` names one, and answers the new one as `ETag`.
    public Builder versioned() {
      versioned = true;
      return this;
    }

    public Builder answers(String what, Schema schema) {
      return answers(200, what, schema);
    }

    public Builder answers(int status, String what, Schema schema) {
      answers.put(status, new Answer(what, "application/json", schema));
      return this;
    }

    /// An answer that is no JSON.
    public Builder answersWith(String type, String what) {
      answers.put(200, new Answer(what, type, null));
      return this;
    }

    /// The same under another status.
    public Builder answersWith(int status, String type, String what) {
      answers.put(status, new Answer(what, type, null));
      return this;
    }

    /// An answer without a body.
    public Builder answersNothing(String what) {
      answers.put(204, new Answer(what, "", null));
      return this;
    }

    public Operation by(Handler handler) {
      return new Operation(
          method,
          address,
          id,
          summary,
          description,
          role,
          Map.copyOf(path),
          java.util.Collections.unmodifiableMap(query),
          List.copyOf(required),
          Map.copyOf(headers),
          body,
          bodyRequired,
          file,
          versioned,
          answers,
          handler);
    }
  }
}
