package dev.seshat.interview;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.store.IdRange;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Forms that sessions for common goals are made of. A reference is an id, its beginning, or the name.
public final class Templates {
  /// So many of them at most, those out of use with them.
  public static final int MOST = 1_000;

  private final Scope scope;

  public Templates(Scope scope) {
    this.scope = scope;
  }

  /// @throws Conflict if there is one of this name
  public Template add(NewTemplate told) {
    return scope
        .store()
        .write(tx -> {
          requireFree(tx, told, null);
          if (TemplateTable.list(tx, true, "", MOST + 1).size() >= MOST) {
            throw new Conflict("there are " + MOST + " templates already");
          }
          UUID id = tx.newId();
          TemplateTable.insert(tx, id, told);
          changed(tx, "template.add", id, Map.of("template_name", told.name()));
          return resolveIn(tx, id.toString());
        });
  }

  private static void requireFree(Tx tx, NewTemplate told, @Nullable UUID self)
      throws SQLException {
    Optional<Template> other = TemplateTable.named(tx, told.name());
    if (other.isPresent() && !other.get().id().equals(self)) {
      throw new Conflict("there is a template '" + told.name() + "' already");
    }
    UUID version = told.processVersionId();
    if (version != null && !TemplateTable.isProcess(tx, version)) {
      throw new Invalid("process_version_id", "names no process of this workspace");
    }
  }

  /// @throws NotFound if there is none
  public Template get(String ref) {
    return scope.store().read(tx -> resolveIn(tx, ref));
  }

  static Template resolveIn(Tx tx, String ref) throws SQLException {
    Optional<Template> named = TemplateTable.named(tx, ref.strip());
    if (named.isPresent()) {
      return named.get();
    }
    Optional<IdRange> range = IdRange.of(ref);
    List<Template> found =
        range.isPresent()
            ? TemplateTable.between(tx, range.get().low(), range.get().high(), 2)
            : List.of();
    return IdRange.one("template", ref, found);
  }

  /// By name, a page at a time.
  ///
  /// @param withInactive whether those out of use are among them
  /// @param cursor where the page begins, as the one before ended; null for the first
  /// @param limit 1 to 200
  public Page<Template> list(boolean withInactive, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > 200) {
      throw new Invalid("limit", "must be 1 to 200");
    }
    String after = cursor == null ? "" : Texts.checked("cursor", cursor, 200);
    return scope
        .store()
        .read(tx ->
            Page.cut(
                TemplateTable.list(tx, withInactive, after, limit + 1), limit, Template::name));
  }

  /// Those in use that suit an event of a type, a node, or both; those that suit more of it first.
  ///
  /// @param node its key or id
  public List<Template> suggestedFor(@Nullable String eventType, @Nullable String node) {
    String type = eventType == null ? "" : eventType.strip().toLowerCase(Locale.ROOT);
    String place = node == null ? "" : node.strip();
    return scope
        .store()
        .read(tx ->
            TemplateTable.list(tx, false, "", MOST).stream()
                .filter(each -> fit(each.told(), type, place) > 0)
                .sorted(
                    (one, other) -> fit(other.told(), type, place) - fit(one.told(), type, place))
                .toList());
  }

  private static int fit(NewTemplate told, String type, String node) {
    return (told.eventTypes().contains(type) ? 1 : 0)
        + (told.processNodes().contains(node) ? 1 : 0);
  }

  /// Changes a template; sessions that were made of it stay as they are.
  ///
  /// @param changes by the names of the fields; null clears one
  /// @param version the one that the caller has seen; null for any
  public Template change(
      String ref, Map<String, ? extends @Nullable Object> changes, @Nullable Long version) {
    return scope
        .store()
        .write(tx -> {
          Template was = lockIn(tx, ref);
          requireVersion(was, version);
          NewTemplate told = was.told().with(changes);
          if (told.equals(was.told())) {
            return was;
          }
          requireFree(tx, told, was.id());
          TemplateTable.update(tx, was.id(), told);
          changed(tx, "template.change", was.id(), Map.of("fields", List.copyOf(changes.keySet())));
          return resolveIn(tx, was.id().toString());
        });
  }

  /// Forgets a template; sessions that were made of it stay.
  public void delete(String ref, @Nullable Long version) {
    scope
        .store()
        .write(tx -> {
          Template was = lockIn(tx, ref);
          requireVersion(was, version);
          TemplateTable.delete(tx, was.id());
          changed(tx, "template.delete", was.id(), Map.of("template_name", was.name()));
          return true;
        });
  }

  private static void requireVersion(Template was, @Nullable Long version) {
    if (version != null && version != was.version()) {
      throw new Conflict(
          "template '%s' has version %d, not %d".formatted(was.name(), was.version(), version));
    }
  }

  private static Template lockIn(Tx tx, String ref) throws SQLException {
    UUID id = resolveIn(tx, ref).id();
    return TemplateTable.lock(tx, id).orElseThrow(() -> NotFound.of("template", id.toString()));
  }

  private void changed(Tx tx, String action, UUID id, Map<String, Object> detail)
      throws SQLException {
    scope.changed(tx, action, "template", id, null, Json.write(detail));
  }
}
