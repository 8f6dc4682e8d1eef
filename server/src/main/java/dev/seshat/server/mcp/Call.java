package dev.seshat.server.mcp;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.access.Role;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One call of a tool: the store, opened for the agent that calls, and the arguments, which fit the tool's schema.
public record Call(
    Seshat seshat, String actor, Role role, Map<String, ? extends @Nullable Object> arguments) {

  /// The same call inside a transaction.
  Call within(Seshat inner) {
    return new Call(inner, actor, role, arguments);
  }

  /// Whether the argument was given.
  public boolean has(String name) {
    return arguments.get(name) != null;
  }

  /// An argument that the schema requires.
  public String needed(String name) {
    return Texts.required(name, text(name), Integer.MAX_VALUE);
  }

  public @Nullable String text(String name) {
    return (String) arguments.get(name);
  }

  public int integer(String name, int otherwise) {
    return arguments.get(name) instanceof Number number ? number.intValue() : otherwise;
  }

  public @Nullable Long whole(String name) {
    return arguments.get(name) instanceof Number number ? number.longValue() : null;
  }

  public boolean flag(String name) {
    return Boolean.TRUE.equals(arguments.get(name));
  }

  /// The objects of a list; none where the argument was not given.
  @SuppressWarnings("unchecked")
  public List<Map<String, @Nullable Object>> objects(String name) {
    Object list = arguments.get(name);
    return list == null ? List.of() : (List<Map<String, @Nullable Object>>) list;
  }

  /// Those of the named arguments that were given.
  public Map<String, @Nullable Object> only(List<String> names) {
    Map<String, @Nullable Object> some = new LinkedHashMap<>();
    for (String name : names) {
      if (arguments.containsKey(name)) {
        some.put(name, arguments.get(name));
      }
    }
    return some;
  }

  /// A time, or a day in UTC.
  ///
  /// @param dayAfter whether a day means its end
  public @Nullable Instant time(String name, boolean dayAfter) {
    String text = text(name);
    if (text == null) {
      return null;
    }
    try {
      if (text.length() == 10) {
        return LocalDate.parse(text)
            .plusDays(dayAfter ? 1 : 0)
            .atStartOfDay(ZoneOffset.UTC)
            .toInstant();
      }
      return OffsetDateTime.parse(text).toInstant();
    } catch (DateTimeException e) {
      throw new Invalid(
          name,
          "must be a day such as 2026-01-31 or a time such as 2026-01-31T08:15:30Z, not '"
              + Texts.shorten(text, 40)
              + "'");
    }
  }
}
