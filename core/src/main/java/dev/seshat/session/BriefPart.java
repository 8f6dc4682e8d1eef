package dev.seshat.session;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;

/// What another feature has to say in the brief of a session.
public interface BriefPart {
  /// The heading of its section, such as `## Patterns`.
  String heading();

  /// Of the budget, in hundredths, what no other section may take from it.
  default int share() {
    return 5;
  }

  /// Its lines, the first of them worth the most; none for no section.
  List<String> lines(Tx tx, Session session) throws SQLException;
}
