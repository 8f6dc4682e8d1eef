package dev.seshat.search;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Store;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.function.LongConsumer;
import org.jspecify.annotations.Nullable;

/// The index over links, which stand beside sessions and not in them: their titles, topics and texts.
public final class LinkIndex {
  /// Characters of a text that count.
  public static final int MAX_TEXT = 20_000;

  private static final int AT_ONCE = 200;

  private LinkIndex() {}

  /// Indexes a link, or indexes it again.
  ///
  /// @param title its title, address and topic
  /// @param text what the page says; the first [#MAX_TEXT] characters count
  public static void put(Tx tx, long link, String title, String text) throws SQLException {
    List<String> body = Words.stems(text.substring(0, Math.min(text.length(), MAX_TEXT)));
    LinkIndexTable.put(tx, link, Words.stems(title), body);
  }

  /// Takes a link out; nothing happens if it is not there.
  public static void remove(Tx tx, long link) throws SQLException {
    LinkIndexTable.remove(tx, link);
  }

  /// The links that have each word of a question, the newest first.
  ///
  /// @param question as [Search] takes it in its query language
  /// @param before links with a smaller number than this; the way to the next page
  /// @throws Invalid if the question has no word or breaks the query language
  public static List<Long> find(Tx tx, String question, @Nullable Long before, int limit)
      throws SQLException {
    return LinkIndexTable.find(tx, QuestionParser.parse(question, true, false), before, limit);
  }

  /// Indexes what is not, such as links that came in a ZIP.
  public static long addMissing(Tx tx) throws SQLException {
    long added = 0;
    List<LinkIndexTable.Source> missing = LinkIndexTable.missing(tx, AT_ONCE);
    while (!missing.isEmpty()) {
      for (LinkIndexTable.Source each : missing) {
        put(tx, each.id(), each.title(), each.text());
      }
      added += missing.size();
      missing = missing.size() < AT_ONCE ? List.of() : LinkIndexTable.missing(tx, AT_ONCE);
    }
    return added;
  }

  /// Writes this index anew, some links at a time.
  static long rewrite(Store store, LongConsumer progress) {
    store.write(tx -> {
      LinkIndexTable.removeOrphans(tx);
      return 0;
    });
    long written = 0;
    long last = 0;
    List<LinkIndexTable.Source> some = page(store, last);
    while (!some.isEmpty()) {
      List<LinkIndexTable.Source> now = some;
      store.write(tx -> {
        for (LinkIndexTable.Source each : now) {
          put(tx, each.id(), each.title(), each.text());
        }
        return 0;
      });
      written += some.size();
      progress.accept(written);
      last = some.getLast().id();
      some = page(store, last);
    }
    return written;
  }

  private static List<LinkIndexTable.Source> page(Store store, long after) {
    return store.read(tx -> LinkIndexTable.sources(tx, after, AT_ONCE));
  }
}
