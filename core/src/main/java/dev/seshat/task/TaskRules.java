package dev.seshat.task;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// What else decides on the tasks of a session, such as the mode that it is worked on in.
@FunctionalInterface
public interface TaskRules {
  /// Nothing else does.
  TaskRules NONE = (tx, session) -> Rules.NONE;

  /// Those of one session, as they are in the transaction.
  Rules of(Tx tx, UUID session) throws SQLException;

  /// The same as they were known last, for who only reads.
  default Rules known(Tx tx, UUID session) throws SQLException {
    return of(tx, session);
  }

  /// The rules of one session.
  interface Rules {
    /// None.
    Rules NONE = new Rules() {};

    /// What a task weighs of which nobody says.
    default Complexity complexity() {
      return Complexity.MODERATE;
    }

    /// Who is to do a task of which nobody says; null for nobody.
    default @Nullable String specialist(NewTask task) {
      return null;
    }

    /// Lets a task stand so deep.
    ///
    /// @param level 0 for one that stands under no other
    /// @throws Invalid saying how deep it may stand
    default void requireDepth(int level) {}

    /// How a task for somebody is to be done; null where nothing is said of that.
    default @Nullable TaskGuide guide(@Nullable String specialist) {
      return null;
    }
  }

  /// A task with what the rules say of it where nobody does.
  static NewTask settled(Rules rules, NewTask told) {
    NewTask weighed = told.complexity() == null ? told.weighing(rules.complexity()) : told;
    return weighed.specialistType() == null ? weighed.by(rules.specialist(weighed)) : weighed;
  }
}
