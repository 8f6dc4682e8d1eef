package dev.seshat.server.web;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// What the shared templates in `part/` are given.
public final class Parts {
  private Parts() {}

  /// The head of a column of `part/table`.
  ///
  /// @param css `num` for figures, empty for words
  /// @param sort what sorts by it when it is followed, null where the order is fixed
  public record Column(String title, String css, @Nullable Sort sort) {
    /// A column of words.
    public static Column of(String title) {
      return new Column(title, "", null);
    }

    /// A column of figures.
    public static Column number(String title) {
      return new Column(title, "num", null);
    }

    /// A column that only the eye needs a title for.
    public boolean isHushed() {
      return title.startsWith("(");
    }

    /// The title without what marks it as hushed.
    public String plainTitle() {
      return isHushed() ? title.substring(1, title.length() - 1) : title;
    }
  }

  /// How a table is sorted by a column now, and the address that sorts it by that column.
  ///
  /// @param order `ascending` or `descending` if it is, null if it is not
  public record Sort(String href, @Nullable String order) {}

  /// A filter that is set.
  ///
  /// @param without the address of the same list without it
  public record Chip(String name, String value, String without) {}

  /// The filters that are set, as chips; `here` keeps what else the address says.
  public static List<Chip> chips(Link here, Map<String, String> titles) {
    List<Chip> chips = new ArrayList<>();
    Link first = here.with("cursor", null).with("shown", null);
    titles.forEach((name, title) -> {
      String value = here.params().get(name);
      if (value != null) {
        chips.add(
            new Chip(title, value.equals("true") ? "" : value, first.with(name, null).toString()));
      }
    });
    return chips;
  }

  /// A tab of `part/tabs`: one of several pages about the same thing.
  public record Tab(String title, String href, long count, boolean isOpen) {
    public @Nullable String current() {
      return isOpen ? "page" : null;
    }
  }

  /// A line of `part/facts`.
  public record Fact(String term, String value, String css) {
    public static Fact of(String term, String value) {
      return new Fact(term, value, "");
    }

    /// One whose value is written in the letters of code.
    public static Fact code(String term, String value) {
      return new Fact(term, value, "mono");
    }
  }
}
