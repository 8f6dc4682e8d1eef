package dev.seshat.mode;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Fields;
import dev.seshat.json.Json;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.Tx;
import dev.seshat.sync.SessionMode;
import dev.seshat.task.Complexity;
import dev.seshat.task.TaskRules;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Which session is worked on in which mode, and what that means for its tasks.
record ModeBindings(Sessions sessions, KnownModes modes) {
  private static final int MOST_LISTED = 1_000;
  static final int MAX_CONTEXT = 10_000;

  ModeBinding select(String session, String name, Map<String, ? extends @Nullable Object> context) {
    String known = ModeFolder.name(name);
    Map<String, @Nullable Object> checked = checked(context);
    return modes
        .scope()
        .store()
        .write(tx -> {
          UUID of = sessions.openIn(tx, session).id();
          return selectIn(tx, of, known, checked);
        });
  }

  private ModeBinding selectIn(
      Tx tx, UUID session, String name, Map<String, @Nullable Object> context) throws SQLException {
    modes.unpack(tx, name);
    modes.refresh(tx, name);
    return bindIn(tx, sessions.lockIn(tx, session), name, context);
  }

  private static Map<String, @Nullable Object> checked(
      Map<String, ? extends @Nullable Object> told) {
    Map<String, @Nullable Object> context = new LinkedHashMap<>(told);
    if (Json.write(context).length() > MAX_CONTEXT) {
      throw new Invalid(
          "binding_context", "is too long; at most " + MAX_CONTEXT + " characters are allowed");
    }
    Fields fields = new Fields(context);
    try {
      String complexity = fields.text("default_complexity", 20);
      if (complexity != null) {
        Complexity.of(complexity);
      }
      fields.flag("auto_task_routing");
      Long depth = fields.number("max_subtask_depth", 0, 49);
      if (depth != null) {
        context.put("max_subtask_depth", depth.intValue());
      }
    } catch (Invalid e) {
      throw e.path().equals("complexity_level")
          ? new Invalid(
              "binding_context.default_complexity",
              e.getMessage().substring("complexity_level: ".length()))
          : e.within("binding_context");
    }
    return context;
  }

  private ModeBinding bindIn(
      Tx tx, Session session, String name, Map<String, @Nullable Object> context)
      throws SQLException {
    ModeTable.lock(tx, name);
    Mode mode = ModeTable.named(tx, name).orElse(null);
    if (mode == null) {
      throw ModeTable.unknown(tx, name);
    }
    if (mode.content() == null && mode.errors().isEmpty()) {
      throw new Conflict(
          "mode '%s' cannot be used: there is no file %s".formatted(name, mode.file()));
    }
    if (mode.content() == null) {
      throw new Conflict(
          "mode '%s' cannot be used: %s is not right (%s)"
              .formatted(name, mode.file(), mode.errors().getFirst()));
    }
    UUID id = Objects.requireNonNull(mode.id());
    Optional<ModeBinding> before = ModeTable.bound(tx, session.id());
    if (before.isPresent()
        && id.equals(before.get().modeId())
        && before.get().context().equals(context)) {
      return before.get();
    }
    ModeTable.unbind(tx, session.id(), tx.now());
    ModeTable.bind(
        tx,
        new ModeBinding(
            tx.newId(), session.id(), id, name, context, tx.now(), modes.scope().actor(), null));
    sessions.inModeIn(tx, session, id);
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("mode", name);
    detail.put("before", before.map(ModeBinding::mode).orElse(null));
    modes.changed(tx, "mode.select", name, session.id(), detail);
    return ModeTable.bound(tx, session.id()).orElseThrow();
  }

  boolean unselect(String session) {
    return modes
        .scope()
        .store()
        .write(tx -> {
          Session of = sessions.lockIn(tx, sessions.existing(tx, session));
          Optional<ModeBinding> before = ModeTable.bound(tx, of.id());
          if (before.isEmpty()) {
            return false;
          }
          ModeTable.unbind(tx, of.id(), tx.now());
          sessions.inModeIn(tx, of, null);
          String name = before.get().mode();
          modes.changed(tx, "mode.unselect", name, of.id(), Map.of("mode", name));
          return true;
        });
  }

  Optional<ModeBinding> bound(String session) {
    return modes.scope().store().read(tx -> ModeTable.bound(tx, sessions.existing(tx, session)));
  }

  List<ModeBinding> history(String session) {
    return modes
        .scope()
        .store()
        .read(tx -> ModeTable.history(tx, sessions.existing(tx, session), MOST_LISTED));
  }

  List<Session> sessionsIn(UUID mode) {
    return sessions.getAll(
        modes.scope().store().read(tx -> ModeTable.sessions(tx, mode, MOST_LISTED)));
  }

  SessionMode inFiles() {
    return new SessionMode() {
      @Override
      public @Nullable String of(Tx tx, UUID session) throws SQLException {
        return ModeTable.bound(tx, session).map(ModeBinding::mode).orElse(null);
      }

      @Override
      public void bind(Tx tx, UUID session, String mode) throws SQLException {
        selectIn(tx, session, ModeFolder.name(mode), Map.of());
      }
    };
  }

  TaskRules rules() {
    return new TaskRules() {
      @Override
      public Rules of(Tx tx, UUID session) throws SQLException {
        Optional<ModeBinding> bound = ModeTable.bound(tx, session);
        if (bound.isPresent()) {
          modes.refresh(tx, bound.get().mode());
        }
        return ModeBindings.known(tx, bound.orElse(null));
      }

      @Override
      public Rules known(Tx tx, UUID session) throws SQLException {
        return ModeBindings.known(tx, ModeTable.bound(tx, session).orElse(null));
      }
    };
  }

  private static TaskRules.Rules known(Tx tx, @Nullable ModeBinding bound) throws SQLException {
    if (bound == null) {
      return TaskRules.Rules.NONE;
    }
    ModeContent content = ModeTable.named(tx, bound.mode()).orElseThrow().content();
    return content == null
        ? TaskRules.Rules.NONE
        : SessionRules.of(bound.mode(), content, bound.context());
  }
}
