package dev.seshat.sync;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The mode that a session is bound to, as its file names it.
public interface SessionMode {
  /// No session has any.
  SessionMode NONE =
      new SessionMode() {
        @Override
        public @Nullable String of(Tx tx, UUID session) {
          return null;
        }

        @Override
        public void bind(Tx tx, UUID session, String mode) {
          throw new Invalid("mode", "there are none");
        }
      };

  /// The name; null for none.
  @Nullable String of(Tx tx, UUID session) throws SQLException;

  /// Binds a session to the mode of a name.
  void bind(Tx tx, UUID session, String mode) throws SQLException;
}
