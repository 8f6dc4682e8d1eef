package dev.seshat.gallery;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/// The questions of the gallery, each by an index of its own, the newest pictures first.
final class GalleryTable {
  /// A project with no more pictures than this is asked session by session.
  private static final int FEW = 1_000;

  private final Tx tx;
  private final ImageFilter filter;
  private final Set<String> words;
  private final List<String> conditions = new ArrayList<>();
  private final List<Object> values = new ArrayList<>();
  private String from = "images i";
  private String time = "i.created_at";
  private String id = "i.image_id";

  private GalleryTable(Tx tx, ImageFilter filter, Set<String> words) {
    this.tx = tx;
    this.filter = filter;
    this.words = words;
  }

  /// @param words of the text that is looked for
  static List<Image> list(Tx tx, ImageFilter filter, Set<String> words) throws SQLException {
    GalleryTable question = new GalleryTable(tx, filter, words);
    return question.prepare()
        ? tx.list(question.whole(), ImageTable::image, question.values.toArray())
        : List.of();
  }

  /// How the database answers a question, for tests.
  static List<String> plan(Tx tx, ImageFilter filter, Set<String> words) throws SQLException {
    GalleryTable question = new GalleryTable(tx, filter, words);
    if (!question.prepare()) {
      return List.of();
    }
    boolean sqlite = tx.dialect().isSqlite();
    return tx.list(
        (sqlite ? "EXPLAIN QUERY PLAN " : "EXPLAIN ") + question.picked(),
        row -> row.text(sqlite ? "detail" : "QUERY PLAN"),
        question.values.toArray());
  }

  /// @return whether anything can be found at all
  private boolean prepare() throws SQLException {
    words();
    if (filter.project() != null) {
      Optional<Long> project =
          tx.first(
              "SELECT id FROM projects WHERE name = ?", row -> row.number("id"), filter.project());
      if (project.isEmpty()) {
        return false;
      }
      project(project.get());
    }
    if (filter.session() != null) {
      and("i.session_id = ?", filter.session());
    }
    if (filter.isStyled() != null) {
      and("i.is_styled = ?", filter.isStyled());
    }
    if (filter.isReference() != null) {
      and("i.is_reference = ?", filter.isReference());
    }
    if (filter.iteration() != null) {
      and(
          "i.iteration_id = (SELECT n.id FROM iterations n WHERE n.session_id = i.session_id AND n.iteration_number = ?)",
          filter.iteration());
    }
    if (filter.since() != null) {
      and(time + " >= ?", filter.since());
    }
    if (filter.until() != null) {
      and(time + " < ?", filter.until());
    }
    if (filter.cursor() != null) {
      ImageFilter.Position last = ImageFilter.Position.of(filter.cursor());
      and("(" + time + ", " + id + ") < (?, ?)", last.time());
      values.add(last.id());
    }
    values.add(filter.limit() + 1);
    return true;
  }

  /// The rarest word leads, in the order of time, and the others have to be there too; in a session its pictures lead.
  private void words() throws SQLException {
    List<String> rarest = rarestFirst();
    if (rarest.isEmpty()) {
      return;
    }
    List<String> others = rarest;
    if (filter.session() == null) {
      from =
          "image_word w" + (isAskedOfImages() ? " JOIN images i ON i.image_id = w.image_id" : "");
      time = "w.created_at";
      id = "w.image_id";
      and("w.word = ?", rarest.getFirst());
      others = rarest.subList(1, rarest.size());
    }
    for (String word : others) {
      // by time too, so that the one's entries are met in the order of the other's
      and(
          "EXISTS (SELECT 1 FROM image_word o WHERE o.word = ? AND o.created_at = "
              + time
              + " AND o.image_id = "
              + id
              + ")",
          word);
    }
  }

  /// Whether anything is asked that the words alone do not tell.
  private boolean isAskedOfImages() {
    return filter.project() != null || filter.isStyled() != null || filter.isReference() != null;
  }

  private List<String> rarestFirst() throws SQLException {
    if (words.size() < 2 || filter.session() != null) {
      return List.copyOf(words);
    }
    Map<String, Long> counted = new HashMap<>();
    for (String word : words) {
      counted.put(
          word,
          tx.number(
              "SELECT count(*) AS n FROM (SELECT word FROM image_word WHERE word = ? LIMIT "
                  + FEW
                  + ") w",
              word));
    }
    return words.stream().sorted(Comparator.comparing(counted::get)).toList();
  }

  /// A project with few pictures is asked by its sessions; of one with many the newest are found soon by time.
  private void project(long project) throws SQLException {
    long pictures =
        tx.number(
            "SELECT coalesce(sum(image_count), 0) AS n FROM sessions WHERE project_id = ?",
            project);
    if (pictures > FEW || !words.isEmpty() || filter.session() != null) {
      and("i.session_id IN (SELECT s.id FROM sessions s WHERE s.project_id = ?)", project);
      return;
    }
    from =
        "(SELECT m.* FROM sessions s "
            + (tx.dialect().isSqlite() ? "CROSS " : "")
            + "JOIN images m "
            + (tx.dialect().isSqlite()
                ? "WHERE m.session_id = s.id AND"
                : "ON m.session_id = s.id WHERE")
            + " s.project_id = ? "
            // a limit that cuts nothing keeps the order of the outer question out of the inner one
            + "LIMIT "
            + (FEW + FEW)
            + ") i";
    values.add(project);
  }

  private void and(String condition, Object value) {
    conditions.add(condition);
    values.add(value);
  }

  /// The page that is picked first, by an index, and then each picture of it: what is counted of each is counted of none besides.
  private String whole() {
    return "SELECT "
        + ImageTable.COLUMNS
        + " FROM ("
        + picked()
        + ") p JOIN images i ON i.image_id = p.picked ORDER BY i.created_at DESC, i.image_id DESC";
  }

  private String picked() {
    String where = conditions.isEmpty() ? "" : " WHERE " + String.join(" AND ", conditions);
    return "SELECT "
        + id
        + " AS picked FROM "
        + from
        + where
        + " ORDER BY "
        + time
        + " DESC, "
        + id
        + " DESC LIMIT ?";
  }
}
