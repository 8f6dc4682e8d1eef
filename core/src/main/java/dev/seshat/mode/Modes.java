package dev.seshat.mode;

import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.sync.SessionMode;
import dev.seshat.task.TaskRules;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
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

  private final Scope scope;
  private final ModeFolder files;
  private final KnownModes known;
  private final ModeBindings bindings;

  public Modes(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.files = new ModeFolder(scope.store().folder());
    this.known = new KnownModes(scope, files);
    this.bindings = new ModeBindings(sessions, known);
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
    String word = ModeFolder.name(name);
    known.look(word);
    return scope
        .store()
        .read(tx -> ModeTable.named(tx, word))
        .orElseGet(() -> {
          if (!ModeFolder.SHIPPED.contains(word)) {
            throw NotFound.of("mode", word);
          }
          return shippedMode(word);
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
    String word = ModeFolder.name(name);
    Optional<String> text = files.find(word).map(ModeFolder.Found::text);
    return text.or(() -> scope.store().read(tx -> ModeTable.valid(tx, word)))
        .orElseGet(() -> ModeFolder.shipped(word));
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
    String word = ModeFolder.name(name);
    if (from != null && text != null) {
      throw new Invalid("from", "is one way to say what is in it, text the other");
    }
    if (files.find(word).isPresent()) {
      throw new Conflict("there is a mode '" + word + "' already: " + ModeFolder.file(word));
    }
    String content = text != null ? text : text(from != null ? from : shippedOr(word, "default"));
    requireValid(ModeFolder.check(content));
    files.write(word, content);
    known.look(word);
    return get(word);
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

  /// Removes a mode: its file, of which a copy is kept, and what is known of it. Where sessions were worked on in it stays
  /// in their histories.
  ///
  /// @throws Conflict if sessions are worked on in it
  /// @throws NotFound if there is none, or only one that comes with Seshat and that nobody has used
  public void remove(String name) {
    String word = ModeFolder.name(name);
    Mode mode = get(word);
    if (mode.id() == null) {
      throw new NotFound("mode '" + word + "' comes with Seshat; there is no file of it to remove");
    }
    requireUnused(word, mode.sessions());
    if (files.find(word).isPresent()) {
      backups().make();
    }
    scope
        .store()
        .write(tx -> {
          ModeTable.lock(tx, word);
          Mode now = ModeTable.named(tx, word).orElseThrow(() -> NotFound.of("mode", word));
          requireUnused(word, now.sessions());
          known.changed(tx, "mode.remove", word, null, Map.of("mode", word));
          ModeTable.remove(tx, word);
          return word;
        });
    // last: if this fails, the file is found again as a new one
    files.delete(word);
  }

  private static void requireUnused(String name, long sessions) {
    if (sessions > 0) {
      throw new Conflict(
          "%d %s worked on in mode '%s'; have them be worked on in another first, or in none"
              .formatted(sessions, sessions == 1 ? "session is" : "sessions are", name));
    }
  }

  /// Looks at all files, and takes those that are new or have changed.
  public ModeScan scan() {
    return known.scan();
  }

  /// Looks again whenever a file changes, until its thread is interrupted.
  public void watch() throws InterruptedException {
    new ModeWatch(files, this::scan).run();
  }

  /// Has a session be worked on in a mode from now on; the one before is over.
  ///
  /// @param context what is to be different from the file in this session; empty for nothing
  /// @throws Conflict if no file of the mode was ever right
  public ModeBinding select(
      String session, String name, Map<String, ? extends @Nullable Object> context) {
    return bindings.select(session, name, context);
  }

  /// Has a session be worked on in no mode.
  ///
  /// @return whether it was in one
  public boolean unselect(String session) {
    return bindings.unselect(session);
  }

  /// The mode that a session is worked on in.
  public Optional<ModeBinding> bound(String session) {
    return bindings.bound(session);
  }

  /// The modes that a session was worked on in, the latest first.
  public List<ModeBinding> history(String session) {
    return bindings.history(session);
  }

  /// The sessions that are worked on in a mode, the latest bound first.
  public List<Session> sessionsIn(String name) {
    UUID id = get(name).id();
    return id == null ? List.of() : bindings.sessionsIn(id);
  }

  /// The modes of sessions as the files of their tasks name them.
  public SessionMode inFiles() {
    return bindings.inFiles();
  }

  /// What the modes say of the tasks of sessions.
  public TaskRules rules() {
    return bindings.rules();
  }

  /// Copies of the files, and the ways back to them.
  public ModeBackups backups() {
    return new ModeBackups(scope, files, this);
  }

  /// What of a mode is to be said to who goes on with a session.
  public ModeBrief brief() {
    return new ModeBrief();
  }

  static String shown(String text) {
    return Texts.shorten(text, 300);
  }
}
