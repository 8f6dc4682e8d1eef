package dev.seshat.server.web;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.server.http.Body;
import dev.seshat.server.http.Refusal;
import dev.seshat.server.security.FormToken;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// A form of one of our pages, sent back.
public final class Form {
  private final Map<String, String> fields;

  private Form(Map<String, String> fields) {
    this.fields = fields;
  }

  /// The form of a request.
  ///
  /// @throws Refusal 403 if it does not carry its token: another site sent it, or the page is from before a restart or a login
  static Form of(Context ctx, FormToken token) {
    Body.requireType(ctx, "application/x-www-form-urlencoded");
    Map<String, String> fields = new LinkedHashMap<>();
    for (String pair : Body.text(ctx).split("&", -1)) {
      int equals = pair.indexOf('=');
      if (equals > 0) {
        fields.put(decoded(pair.substring(0, equals)), decoded(pair.substring(equals + 1)));
      }
    }
    if (!token.matches(ctx, fields.remove(FormToken.FIELD))) {
      throw new Refusal(
          HttpStatus.FORBIDDEN,
          "this form is from before the server's last start or your last login; go back, reload the page and send it"
              + " again");
    }
    return new Form(fields);
  }

  private static String decoded(String text) {
    try {
      return URLDecoder.decode(text, StandardCharsets.UTF_8);
    } catch (IllegalArgumentException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "the form is not well-formed");
    }
  }

  /// What was written in a field, null if nothing.
  @Nullable String text(String name) {
    String value = fields.get(name);
    return value == null || value.isBlank() ? null : value.strip().replace("\r\n", "\n");
  }

  /// What was written in a field that must say something.
  String required(String name, int max) {
    return Texts.required(name, text(name), max);
  }

  /// Refuses fields that the form does not have.
  void only(String... names) {
    for (String name : fields.keySet()) {
      if (!List.of(names).contains(name)) {
        throw new Invalid(Texts.shorten(name, 40), "is no field of this form");
      }
    }
  }

  /// Refuses fields whose names are of another form.
  void only(Pattern names) {
    for (String name : fields.keySet()) {
      if (!names.matcher(name).matches()) {
        throw new Invalid(Texts.shorten(name, 40), "is no field of this form");
      }
    }
  }

  /// Whether a box was ticked.
  boolean ticked(String name) {
    return fields.containsKey(name);
  }
}
