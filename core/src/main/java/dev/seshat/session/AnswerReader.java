package dev.seshat.session;

import dev.seshat.store.Tx;
import java.sql.SQLException;
import org.jspecify.annotations.Nullable;

/// Who reads out of answers what they are about, where whoever brings an answer does not say.
public interface AnswerReader {
  /// Nobody.
  AnswerReader NONE = (session, text) -> null;

  /// Reads an answer, before it is written.
  ///
  /// @param session the reference of its session
  /// @return what was read; null for nothing
  @Nullable AnswerAnalysis read(String session, String text);

  /// An answer was kept with what was read of it; the transaction is not over.
  default void kept(Tx tx, Interaction answered) throws SQLException {}
}
