package dev.seshat.mode;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.json.Json;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.sync.SessionMode;
import dev.seshat.task.Complexity;
import dev.seshat.task.TaskRules;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The modes of a workspace: files of roles in its folder (`roles/NAME.yaml`), and which session is worked on in which.
///
/// A file is read again whenever it has changed. One that is not right any more is told of, and what the last right one said
/// goes on. Three come with Seshat; the first use of one puts its file into the folder.
public final class Modes {
  /// Bytes of a file at most.
  public static final int MAX_BYTES = ModeFolder.MAX_BYTES;

  private static final int MOST_LISTED = 1_000;
  private static final int MAX_CONTEXT = 10_000;

  private final Scope scope;
  private final Sessions sessions;
  private final ModeFolder files;

  public Modes(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
    this.files = new ModeFolder(scope.store().folder());
  }

  /// All modes by name, with those that come with Seshat and that nobody has taken yet.
  public List<Mode> list() {
    scan();
    List<Mode> all = new ArrayList<>(scope.store().read(ModeTable::all));
    for (String name : ModeFolder.SHIPPED) {
      if (all.stream().noneMatch(each -> each.name().equals(name))) {
        all.add(shippedMode(name));
      }
    }
    all.sort(java.util.Comparator.comparing(Mode::name));
    return List.copyOf(all);
  }

  /// The mode of a name.
  ///
  /// @throws NotFound if there is none
  public Mode get(String name) {
    String known = ModeFolder.name(name);
    look(known);
    return scope
        .store()
        .read(tx -> ModeTable.named(tx, known))
        .orElseGet(() -> {
          if (!ModeFolder.SHIPPED.contains(known)) {
            throw NotFound.of("mode", known);
          }
          return shippedMode(known);
        });
  }

  private static Mode shippedMode(String name) {
    String text = ModeFolder.shipped(name);
    ModeCheck check = ModeFile.read(text);
    String hash = ModeFolder.hash(text.getBytes(StandardCharsets.UTF_8));
    return new Mode(
        null,
        name,
        ModeFolder.file(name),
        true,
        true,
        false,
        List.of(),
        check.content(),
        hash,
        0,
        null,
        null,
        null);
  }

  /// The names of the modes that come with Seshat.
  public List<String> shipped() {
    return ModeFolder.SHIPPED;
  }

  /// The file of a mode as it is, valid or not; of one that is gone, the last that was valid.
  ///
  /// @throws NotFound if there is none
  public String text(String name) {
    String known = ModeFolder.name(name);
    Optional<String> text = files.find(known).map(ModeFolder.Found::text);
    return text.or(() -> scope.store().read(tx -> ModeTable.valid(tx, known)))
        .orElseGet(() -> ModeFolder.shipped(known));
  }

  /// Says what is wrong with a text that is to be a mode, and keeps nothing.
  public ModeCheck validate(String text) {
    return ModeFolder.check(text);
  }

  /// Says what is wrong with the file of a mode.
  ///
  /// @throws NotFound if there is none
  public ModeCheck validateFile(String name) {
    return files
        .find(ModeFolder.name(name))
        .map(ModeFolder.Found::check)
        .orElseGet(() -> ModeFolder.check(text(name)));
  }

  /// Makes a mode: writes its file.
  ///
  /// @param from a mode to begin with; null with a text
  /// @param text of the file; null for what the other says
  /// @throws Conflict if there is a file of this name
  /// @throws Invalid if the text is no mode, with all that is wrong with it
  public Mode create(String name, @Nullable String from, @Nullable String text) {
    String known = ModeFolder.name(name);
    if (from != null && text != null) {
      throw new Invalid("from", "is one way to say what is in it, text the other");
    }
    if (files.find(known).isPresent()) {
      throw new Conflict("there is a mode '" + known + "' already: " + ModeFolder.file(known));
    }
    String content = text != null ? text : text(from != null ? from : shippedOr(known, "default"));
    requireValid(ModeFolder.check(content));
    files.write(known, content);
    look(known);
    return get(known);
  }

  private static String shippedOr(String name, String other) {
    return ModeFolder.SHIPPED.contains(name) ? name : other;
  }

  private static void requireValid(ModeCheck check) {
    if (!check.isValid()) {
      List<ModeError> errors = check.errors();
      String shown = String.join("; ", errors.stream().limit(10).map(ModeError::toString).toList());
      throw new Invalid("text", "is no mode: " + shown + (errors.size() > 10 ? "; and more" : ""));
    }
  }

  /// Looks at all files, and takes those that are new or have changed.
  public ModeScan scan() {
    if (!files.isThere()) {
      // the folder of another machine, or none yet: nothing can be said of its files
      return new ModeScan(List.of(), List.of(), List.of(), List.of(), Map.of());
    }
    ModeFolder.Listing listing = files.list();
    Map<String, ModeTable.Known> known = new HashMap<>();
    scope.store().read(ModeTable::known).forEach(each -> known.put(each.name(), each));
    List<ModeFolder.Found> news =
        listing.files().values().stream()
            .filter(each -> isNews(known.get(each.name()), each))
            .toList();
    List<String> gone =
        known.values().stream()
            .filter(each -> !each.isMissing() && !listing.files().containsKey(each.name()))
            .map(ModeTable.Known::name)
            .sorted()
            .toList();
    if (!news.isEmpty() || !gone.isEmpty()) {
      scope
          .store()
          .write(tx -> {
            for (ModeFolder.Found each : news) {
              takeIn(tx, each);
            }
            for (String each : gone) {
              goneIn(tx, each);
            }
            return news.size();
          });
    }
    return new ModeScan(
        news.stream().map(ModeFolder.Found::name).filter(each -> !known.containsKey(each)).toList(),
        news.stream().map(ModeFolder.Found::name).filter(known::containsKey).toList(),
        gone,
        news.stream().filter(each -> !each.check().isValid()).map(ModeFolder.Found::name).toList(),
        listing.ignored());
  }

  private static boolean isNews(ModeTable.@Nullable Known known, ModeFolder.Found found) {
    return known == null || known.isMissing() || !known.hash().equals(found.hash());
  }

  /// Looks again whenever a file changes, until its thread is interrupted.
  public void watch() throws InterruptedException {
    new ModeWatch(files, this::scan).run();
  }

  /// Looks at one file, and takes it if it is new or has changed.
  private void look(String name) {
    Optional<ModeFolder.Found> found = files.find(name);
    Optional<ModeTable.Known> known = scope.store().read(tx -> ModeTable.known(tx, name));
    if (found.isPresent() && isNews(known.orElse(null), found.get())) {
      scope
          .store()
          .write(tx -> {
            takeIn(tx, found.get());
            return name;
          });
    }
  }

  private void takeIn(Tx tx, ModeFolder.Found found) throws SQLException {
    ModeTable.Known before = ModeTable.known(tx, found.name()).orElse(null);
    if (!isNews(before, found)) {
      return;
    }
    ModeTable.put(tx, found);
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("mode", found.name());
    detail.put("is_valid", found.check().isValid());
    if (!found.check().isValid()) {
      detail.put("first_error", found.check().errors().getFirst().toString());
    }
    changed(tx, before == null ? "mode.add" : "mode.change", found.name(), null, detail);
  }

  private void goneIn(Tx tx, String name) throws SQLException {
    if (ModeTable.known(tx, name).filter(each -> !each.isMissing()).isPresent()) {
      ModeTable.gone(tx, name);
      changed(tx, "mode.gone", name, null, Map.of("mode", name));
    }
  }

  private void changed(
      Tx tx,
      String action,
      String name,
      @Nullable UUID session,
      Map<String, ? extends @Nullable Object> detail)
      throws SQLException {
    UUID id = Objects.requireNonNull(ModeTable.named(tx, name).orElseThrow().id());
    scope.changed(tx, action, "mode", id, session, Json.write(detail));
  }

  /// Has a session be worked on in a mode from now on; the one before is over.
  ///
  /// @param context what is to be different from the file in this session; empty for nothing
  /// @throws Conflict if no file of the mode was ever right
  public ModeBinding select(
      String session, String name, Map<String, ? extends @Nullable Object> context) {
    String known = ModeFolder.name(name);
    take(known);
    Map<String, @Nullable Object> checked = context(context);
    return scope.store().write(tx -> bindIn(tx, sessions.openIn(tx, session), known, checked));
  }

  /// One that comes with Seshat gets its file when it is used first.
  private void take(String name) {
    boolean isFile = files.find(name).isPresent();
    boolean isKnown = scope.store().read(tx -> ModeTable.known(tx, name)).isPresent();
    if (!isFile && !isKnown && ModeFolder.SHIPPED.contains(name)) {
      files.write(name, ModeFolder.shipped(name));
    }
    look(name);
  }

  private static Map<String, @Nullable Object> context(
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
    Mode mode = ModeTable.named(tx, name).orElseThrow(() -> NotFound.of("mode", name));
    if (mode.content() == null) {
      throw new Conflict(
          "mode '%s' cannot be used: %s is not right (%s)"
              .formatted(name, mode.file(), mode.errors().getFirst()));
    }
    UUID id = Objects.requireNonNull(mode.id());
    Optional<ModeBinding> before = ModeTable.bound(tx, session.id());
    if (before.isPresent()
        && before.get().modeId().equals(id)
        && before.get().context().equals(context)) {
      return before.get();
    }
    ModeTable.unbind(tx, session.id());
    ModeTable.bind(tx, session.id(), id, scope.actor(), context);
    sessions.inModeIn(tx, session, id);
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("mode", name);
    detail.put("before", before.map(ModeBinding::mode).orElse(null));
    changed(tx, "mode.select", name, session.id(), detail);
    return ModeTable.bound(tx, session.id()).orElseThrow();
  }

  /// The modes of sessions as the files of their tasks name them.
  public SessionMode inFiles() {
    return new SessionMode() {
      @Override
      public @Nullable String of(Tx tx, UUID session) throws SQLException {
        return ModeTable.bound(tx, session).map(ModeBinding::mode).orElse(null);
      }

      @Override
      public void bind(Tx tx, UUID session, String mode) throws SQLException {
        selectIn(tx, session, mode);
      }
    };
  }

  private void selectIn(Tx tx, UUID session, String name) throws SQLException {
    String known = ModeFolder.name(name);
    if (files.find(known).isEmpty()
        && ModeTable.known(tx, known).isEmpty()
        && ModeFolder.SHIPPED.contains(known)) {
      files.write(known, ModeFolder.shipped(known));
    }
    refresh(tx, known);
    bindIn(tx, sessions.lockIn(tx, session), known, Map.of());
  }

  /// Has a session be worked on in no mode.
  ///
  /// @return whether it was in one
  public boolean unselect(String session) {
    return scope
        .store()
        .write(tx -> {
          Session of = sessions.lockIn(tx, sessions.existing(tx, session));
          Optional<ModeBinding> before = ModeTable.bound(tx, of.id());
          if (before.isEmpty()) {
            return false;
          }
          ModeTable.unbind(tx, of.id());
          sessions.inModeIn(tx, of, null);
          String name = before.get().mode();
          changed(tx, "mode.unselect", name, of.id(), Map.of("mode", name));
          return true;
        });
  }

  /// The mode that a session is worked on in.
  public Optional<ModeBinding> bound(String session) {
    return scope.store().read(tx -> ModeTable.bound(tx, sessions.existing(tx, session)));
  }

  /// The modes that a session was worked on in, the latest first.
  public List<ModeBinding> history(String session) {
    return scope
        .store()
        .read(tx -> ModeTable.history(tx, sessions.existing(tx, session), MOST_LISTED));
  }

  /// The sessions that are worked on in a mode, the latest bound first.
  public List<Session> sessionsIn(String name) {
    UUID id = get(name).id();
    return id == null
        ? List.of()
        : sessions.getAll(scope.store().read(tx -> ModeTable.sessions(tx, id, MOST_LISTED)));
  }

  /// Copies of the files, and the ways back to them.
  public ModeBackups backups() {
    return new ModeBackups(scope, files, this);
  }

  /// What the modes say of the tasks of sessions.
  public TaskRules rules() {
    return (tx, session) -> {
      Optional<ModeBinding> bound = ModeTable.bound(tx, session);
      if (bound.isEmpty()) {
        return TaskRules.Rules.NONE;
      }
      String name = bound.get().mode();
      refresh(tx, name);
      ModeContent content = ModeTable.named(tx, name).orElseThrow().content();
      return content == null
          ? TaskRules.Rules.NONE
          : SessionRules.of(name, content, bound.get().context());
    };
  }

  /// Takes the file of a mode if it has changed; one that cannot be read leaves all as it is.
  private void refresh(Tx tx, String name) throws SQLException {
    Optional<ModeFolder.Found> found = files.find(name);
    if (found.isPresent()) {
      takeIn(tx, found.get());
    }
  }

  /// What of a mode is to be said to who goes on with a session.
  public ModeBrief brief() {
    return new ModeBrief();
  }

  static String shown(String text) {
    return Texts.shorten(text, 300);
  }
}
