package dev.seshat.idempotency;

import dev.seshat.Seshat;
import dev.seshat.session.NewSession;
import java.nio.file.Path;

/// The process that [IdempotencyTest] kills: it makes sessions, each under a key, and says which keys were answered.
public final class OnceWriter {
  private OnceWriter() {}

  /// @param args the store's file
  public static void main(String[] args) {
    Seshat seshat = Seshat.open(Path.of(args[0]));
    for (int i = 0; ; i++) {
      String key = "key-" + i;
      Kept kept =
          seshat.once(
              key,
              key,
              within -> within.sessions().startUnfocused(NewSession.of(key)).id().toString());
      System.out.print(key + " " + kept.answer() + "\n");
    }
  }
}
