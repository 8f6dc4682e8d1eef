package dev.seshat.people;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.session.Sessions;
import dev.seshat.store.IdRange;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.text.Normalizer;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// The people who are interviewed, what they agree to, and what they allow.
///
/// A reference is an id, the beginning of one of at least four digits, or a name that one person has: the full one, or
/// what they are called where that is nobody's full name.
public final class Storytellers {
  private static final int MAX_NOTE = 2_000;
  private static final int AT_ONCE = 250;
  private static final Pattern MARKS = Pattern.compile("\\p{M}+");

  private final Scope scope;
  private final Sessions sessions;

  public Storytellers(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
  }

  public Storyteller add(NewStoryteller told) {
    return scope
        .store()
        .write(tx -> {
          UUID id = tx.newId();
          StorytellerTable.insert(tx, id, told);
          changed(tx, "storyteller.add", id, Map.of());
          return getIn(tx, id);
        });
  }

  /// @throws NotFound if there is none
  /// @throws Invalid if it stands for several
  public Storyteller get(String ref) {
    return scope.store().read(tx -> resolveIn(tx, ref));
  }

  /// The one of this id, within a transaction.
  public static Storyteller getIn(Tx tx, UUID id) throws SQLException {
    return StorytellerTable.find(tx, id)
        .orElseThrow(() -> NotFound.of("storyteller", id.toString()));
  }

  /// The one that a reference stands for, within a transaction.
  public static Storyteller resolveIn(Tx tx, String ref) throws SQLException {
    Optional<IdRange> range = IdRange.of(ref);
    List<Storyteller> found =
        range.isPresent()
            ? StorytellerTable.between(tx, range.get().low(), range.get().high(), 2)
            : List.of();
    if (found.isEmpty()) {
      found = StorytellerTable.named(tx, ref.strip(), 2);
    }
    return IdRange.one("storyteller", ref, found);
  }

  /// All by name, a page at a time.
  public Page<Storyteller> list(boolean withDeleted, @Nullable String cursor, int limit) {
    return list(withDeleted, null, cursor, limit);
  }

  /// By name, a page at a time.
  ///
  /// @param text a piece of a name that they go by; null for all
  /// @param cursor where the page begins, as the one before ended; null for the first
  public Page<Storyteller> list(
      boolean withDeleted, @Nullable String text, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > 200) {
      throw new Invalid("limit", "must be 1 to 200");
    }
    String piece = text == null ? "" : folded(text.strip());
    return scope
        .store()
        .read(tx -> {
          Storyteller after = cursor == null ? null : at(tx, cursor);
          List<Storyteller> found = new ArrayList<>();
          List<Storyteller> some;
          do {
            some = StorytellerTable.list(tx, withDeleted, after, AT_ONCE);
            some.stream().filter(each -> isNamed(each, piece)).forEach(found::add);
            after = some.isEmpty() ? after : some.getLast();
          } while (some.size() == AT_ONCE && found.size() <= limit);
          return Page.cut(
              found.subList(0, Math.min(found.size(), limit + 1)),
              limit,
              each -> each.id().toString());
        });
  }

  private static Storyteller at(Tx tx, String cursor) throws SQLException {
    UUID id = IdRange.of(cursor).map(IdRange::low).orElse(null);
    Storyteller found = id == null ? null : StorytellerTable.find(tx, id).orElse(null);
    if (found == null) {
      throw new Invalid("cursor", "is none that a page before this one gave");
    }
    return found;
  }

  private static boolean isNamed(Storyteller who, String piece) {
    return piece.isEmpty()
        || who.told().names().stream().anyMatch(name -> folded(name).contains(piece));
  }

  /// Without accents and capitals, so that `Rene` finds René.
  private static String folded(String name) {
    return MARKS
        .matcher(Normalizer.normalize(name, Normalizer.Form.NFD))
        .replaceAll("")
        .toLowerCase(Locale.ROOT);
  }

  /// Changes what is told of somebody.
  ///
  /// @param changes by the names of the fields; null clears one
  /// @param version the one that the caller has seen; null for any
  /// @throws Conflict if somebody else has changed it since
  public Storyteller change(
      String ref, Map<String, ? extends @Nullable Object> changes, @Nullable Long version) {
    return scope
        .store()
        .write(tx -> {
          Storyteller was = lockIn(tx, ref);
          if (version != null && version != was.version()) {
            throw new Conflict(
                "storyteller %s has version %d, not %d".formatted(ref, was.version(), version));
          }
          NewStoryteller told = was.told().with(changes);
          if (told.equals(was.told())) {
            return was;
          }
          StorytellerTable.update(tx, was.id(), told);
          changed(
              tx, "storyteller.change", was.id(), Map.of("fields", List.copyOf(changes.keySet())));
          return getIn(tx, was.id());
        });
  }

  /// What somebody allows to be asked.
  public Boundary boundary(String ref) {
    return scope.store().read(tx -> StorytellerTable.boundary(tx, resolveIn(tx, ref).id()));
  }

  /// The same within a transaction.
  public static Boundary boundaryIn(Tx tx, UUID id) throws SQLException {
    return StorytellerTable.boundary(tx, id);
  }

  /// Changes what somebody allows.
  ///
  /// @param changes by the names of the fields: `allow_romance` … `allow_finances`, `maximum_tier`, `off_limit_topics`
  public Boundary changeBoundary(String ref, Map<String, ? extends @Nullable Object> changes) {
    return scope
        .store()
        .write(tx -> {
          Storyteller whose = lockIn(tx, ref);
          Boundary was = StorytellerTable.boundary(tx, whose.id());
          Boundary now = was.with(changes);
          if (!now.equals(was)) {
            StorytellerTable.putBoundary(tx, whose.id(), now);
            changed(
                tx,
                "storyteller.boundary",
                whose.id(),
                Map.of("fields", List.copyOf(changes.keySet())));
          }
          return now;
        });
  }

  /// Keeps that somebody agrees to be interviewed, or no longer does. Then their interviews are paused at once.
  ///
  /// @param note how they said it; null for nothing
  public Storyteller consent(String ref, boolean isGiven, @Nullable String note) {
    String words = note == null ? null : Texts.checked("note", note, MAX_NOTE);
    return scope
        .store()
        .write(tx -> {
          Storyteller whose = lockIn(tx, ref);
          StorytellerTable.consent(tx, whose.id(), isGiven, words);
          changed(
              tx, isGiven ? "storyteller.consent" : "storyteller.withdraw", whose.id(), Map.of());
          if (!isGiven) {
            sessions.withStorytellers().pauseIn(tx, whose.id());
          }
          return getIn(tx, whose.id());
        });
  }

  /// Takes somebody out of use; what was recorded stays until it is erased. Their interviews are paused.
  public Storyteller delete(String ref) {
    return setDeleted(ref, true);
  }

  /// Takes somebody back into use.
  public Storyteller restore(String ref) {
    return setDeleted(ref, false);
  }

  private Storyteller setDeleted(String ref, boolean isDeleted) {
    return scope
        .store()
        .write(tx -> {
          Storyteller was = lockIn(tx, ref);
          if ((was.deletedAt() != null) == isDeleted) {
            return was;
          }
          StorytellerTable.delete(tx, was.id(), isDeleted);
          changed(tx, isDeleted ? "storyteller.delete" : "storyteller.restore", was.id(), Map.of());
          if (isDeleted) {
            sessions.withStorytellers().pauseIn(tx, was.id());
          }
          return getIn(tx, was.id());
        });
  }

  private static Storyteller lockIn(Tx tx, String ref) throws SQLException {
    UUID id = resolveIn(tx, ref).id();
    return StorytellerTable.lock(tx, id)
        .orElseThrow(() -> NotFound.of("storyteller", id.toString()));
  }

  private void changed(Tx tx, String action, UUID id, Map<String, Object> detail)
      throws SQLException {
    scope.changed(tx, action, "storyteller", id, null, Json.write(detail));
  }
}
