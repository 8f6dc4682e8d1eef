package dev.seshat.session;

import dev.seshat.SeshatException.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/// What sessions do, in the plainest code: lists and maps, no store. It answers with what a caller can see, or a code.
final class SessionOracle {
  private static final Map<String, Set<String>> NEXT =
      Map.of(
          "scheduled", Set.of("active", "cancelled"),
          "active", Set.of("paused", "completed", "failed", "cancelled"),
          "paused", Set.of("active", "completed", "cancelled", "archived"),
          "completed", Set.of("archived", "active"),
          "failed", Set.of("active", "cancelled", "archived"),
          "cancelled", Set.of("archived"),
          "archived", Set.of("active"));
  private static final Map<String, String> OUTCOMES =
      Map.of("completed", "success", "failed", "failure", "cancelled", "abandoned");

  /// A session as the oracle remembers it.
  static final class Remembered {
    final String intention;
    String status = "scheduled";
    @Nullable String outcome;
    @Nullable String name;
    long version = 1;
    final List<String> inherited = new ArrayList<>();
    final List<String> turns = new ArrayList<>();
    final Map<String, Integer> external = new HashMap<>();
    final List<Integer> openPrompts = new ArrayList<>();
    int notes;
    int artifacts;

    Remembered(String intention) {
      this.intention = intention;
    }

    boolean isOpen() {
      return Set.of("scheduled", "active", "paused").contains(status);
    }

    List<String> read() {
      List<String> all = new ArrayList<>(inherited);
      all.addAll(turns);
      return all;
    }

    /// What a caller sees of it.
    Map<String, @Nullable Object> seen() {
      Map<String, @Nullable Object> seen = new LinkedHashMap<>();
      seen.put("intention", intention);
      seen.put("status", status);
      seen.put("outcome", outcome);
      seen.put("name", name);
      seen.put("version", version);
      seen.put("interaction_count", (long) turns.size());
      seen.put("note_count", (long) notes);
      seen.put("artifact_count", (long) artifacts);
      return seen;
    }
  }

  final List<Remembered> sessions = new ArrayList<>();
  int focus = -1;

  Object create(String intention, boolean start) {
    Remembered made = new Remembered(intention);
    sessions.add(made);
    if (start) {
      made.status = "active";
      takeFocus(sessions.size() - 1);
    }
    return made.seen();
  }

  private void takeFocus(int index) {
    if (focus >= 0 && focus != index) {
      move(focus, "paused");
    }
    focus = index;
  }

  Object move(int index, String to) {
    Remembered session = sessions.get(index);
    if (!NEXT.getOrDefault(session.status, Set.of()).contains(to)) {
      return Code.ILLEGAL_TRANSITION;
    }
    if (session.status.equals("active") && focus == index) {
      focus = -1;
    }
    session.status = to;
    session.outcome = to.equals("active") ? null : OUTCOMES.getOrDefault(to, session.outcome);
    session.version++;
    return session.seen();
  }

  Object activate(int index) {
    Object moved = move(index, "active");
    if (moved instanceof Map) {
      takeFocus(index);
    }
    return moved;
  }

  Object setFocus(int index) {
    if (!sessions.get(index).status.equals("active")) {
      return Code.ILLEGAL_TRANSITION;
    }
    takeFocus(index);
    return sessions.get(index).seen();
  }

  Object unfocus() {
    focus = -1;
    return "unfocused";
  }

  Object current() {
    return focus < 0 ? Code.NOT_FOUND : sessions.get(focus).seen();
  }

  Object rename(int index, String name, long expectedVersion) {
    Remembered session = sessions.get(index);
    if (expectedVersion != session.version) {
      return Code.CONFLICT;
    }
    session.name = name;
    session.version++;
    return session.seen();
  }

  Object append(int index, String text, @Nullable String external, boolean prompt) {
    Remembered session = sessions.get(index);
    if (!session.isOpen()) {
      return Code.ILLEGAL_TRANSITION;
    }
    Integer known = external == null ? null : session.external.get(external);
    if (known != null) {
      return turn(session, known);
    }
    session.turns.add(text);
    int number = session.turns.size();
    if (external != null) {
      session.external.put(external, number);
    }
    if (prompt) {
      session.openPrompts.add(number);
    }
    return turn(session, number);
  }

  private static Map<String, Object> turn(Remembered session, int number) {
    return Map.of(
        "number", (long) session.inherited.size() + number, "text", session.turns.get(number - 1));
  }

  Object answer(int index, int own, String text) {
    Remembered session = sessions.get(index);
    if (!session.isOpen()) {
      return Code.ILLEGAL_TRANSITION;
    }
    if (own < 1 || own > session.turns.size()) {
      return Code.NOT_FOUND;
    }
    if (!session.openPrompts.remove((Integer) own)) {
      return Code.CONFLICT;
    }
    session.turns.set(own - 1, session.turns.get(own - 1) + "\n\n" + text);
    return turn(session, own);
  }

  Object note(int index) {
    return ++sessions.get(index).notes;
  }

  Object artifact(int index) {
    Remembered session = sessions.get(index);
    if (!session.isOpen()) {
      return Code.ILLEGAL_TRANSITION;
    }
    session.artifacts++;
    return session.artifacts;
  }

  Object fork(int index, long at) {
    Remembered parent = sessions.get(index);
    List<String> all = parent.read();
    if (at > all.size()) {
      return Code.INVALID;
    }
    Remembered fork = new Remembered(parent.intention);
    fork.status = "active";
    fork.name = parent.name == null ? null : parent.name + " (fork)";
    fork.inherited.addAll(all.subList(0, Math.toIntExact(at)));
    sessions.add(fork);
    return fork.seen();
  }
}
