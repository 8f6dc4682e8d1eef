package dev.seshat.server.web;

import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.json.Fields;
import dev.seshat.preference.Chosen;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import io.javalin.http.Context;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// Whoever looks at a page, by what they have chosen.
record Reader(Chosen chosen) {
  private static final String ATTRIBUTE = "reader";
  private static final int MOST = 1_000;

  /// Who looks: their choices, or the defaults where nobody is known, or on the page that says that the store cannot be read.
  static Reader of(Context ctx) {
    Reader known = ctx.attribute(ATTRIBUTE);
    if (known == null) {
      known = new Reader(chosen(ctx));
      ctx.attribute(ATTRIBUTE, known);
    }
    return known;
  }

  private static Chosen chosen(Context ctx) {
    Visitor visitor = Visitor.known(ctx);
    try {
      return visitor == null ? Chosen.DEFAULTS : visitor.seshat().preferences().chosen();
    } catch (StoreUnavailable e) {
      return Chosen.DEFAULTS;
    }
  }

  /// How many rows a list has at first.
  int rows() {
    return chosen.number(PreferenceKey.PAGE_SIZE);
  }

  /// How many rows a list has that is fetched again: as many as were shown.
  int rows(Params params) {
    return Math.clamp(params.integer("shown", rows(), 1, Integer.MAX_VALUE), rows(), MOST);
  }

  /// The zone that the days in an address are of.
  ZoneId days() {
    return Objects.requireNonNullElse(chosen.zone(), ZoneOffset.UTC);
  }

  /// A time of a form as the browser's field for one writes it, in the reader's zone.
  @Nullable Instant at(Form form, String name) {
    String text = form.text(name);
    if (text == null) {
      return null;
    }
    try {
      return LocalDateTime.parse(text).atZone(days()).toInstant();
    } catch (DateTimeException e) {
      return Fields.time(name, text);
    }
  }

  /// The start of what is asked for.
  @Nullable Instant from(Params params) {
    return params.time("from", days());
  }

  /// The end of what is asked for: "to 31 January" includes that day.
  @Nullable Instant to(Params params) {
    Instant to = params.time("to", days());
    return to == null || params.text("to", "").length() != 10
        ? to
        : to.atZone(days()).plusDays(1).toInstant();
  }
}
