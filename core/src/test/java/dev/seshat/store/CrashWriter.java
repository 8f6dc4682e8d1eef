package dev.seshat.store;

import dev.seshat.Seshat;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/// The process that [CrashLoopTest] kills: four threads append turns, each saying on its output what was acknowledged.
public final class CrashWriter {
  private CrashWriter() {}

  /// @param args the store's file and the number of this life
  public static void main(String[] args) throws InterruptedException {
    Seshat seshat = Seshat.open(Path.of(args[0]));
    List<Thread> threads = new ArrayList<>();
    for (int i = 0; i < 4; i++) {
      int number = i;
      threads.add(Thread.ofPlatform().start(() -> append(seshat, args[1] + "." + number)));
    }
    for (Thread thread : threads) {
      thread.join();
    }
  }

  private static void append(Seshat seshat, String life) {
    Session session = seshat.sessions().startUnfocused(NewSession.of("life " + life));
    String id = session.id().toString();
    for (int turn = 1; ; turn++) {
      String text = "turn " + turn + " of life " + life;
      seshat.interactions().append(id, NewInteraction.message("agent", text));
      if (turn % 5 == 0) {
        seshat.notes().add(id, NewNote.of("observation", text));
      }
      // one write of one line, so that no two threads' words mix
      System.out.print(id + " " + turn + "\n");
    }
  }
}
