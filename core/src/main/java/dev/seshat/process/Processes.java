package dev.seshat.process;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The processes that interviews follow: each a YAML file, imported as a version of its name. Two come with Seshat.
public final class Processes {
  private static final List<String> SHIPPED = List.of("life-story", "software-requirements");
  private static final int MOST_LISTED = 500;

  private final Scope scope;

  public Processes(Scope scope) {
    this.scope = scope;
  }

  /// Takes the text of a file in as the new, active version of its process. A file that was taken in before becomes active
  /// again and is not kept twice.
  ///
  /// @param path how the file is called in errors
  /// @throws Invalid if it is no process, or not a whole one, with the place and the line
  public ProcessVersion importText(String path, String text) {
    ProcessGraph graph = scope.store().read(tx -> ProcessFile.parse(path, text, tx::newId));
    return scope.store().write(tx -> importIn(tx, graph, text));
  }

  private ProcessVersion importIn(Tx tx, ProcessGraph graph, String text) throws SQLException {
    String hash = hash(text);
    Optional<ProcessVersion> known = ProcessTable.made(tx, graph.name(), hash);
    if (known.isPresent()) {
      return activateIn(tx, known.get());
    }
    ProcessTable.deactivate(tx, graph.name());
    UUID id = tx.newId();
    long number = ProcessTable.lastNumber(tx, graph.name()) + 1;
    ProcessTable.insert(tx, id, graph, number, text, hash, scope.actor());
    Map<String, Object> detail = Map.of("process_name", graph.name(), "version_number", number);
    scope.changed(tx, "process.import", "process", id, null, Json.write(detail));
    return ProcessTable.find(tx, id).orElseThrow();
  }

  /// Says whether a file is a whole process, and keeps nothing.
  ///
  /// @throws Invalid as [#importText]
  public ProcessGraph validate(String path, String text) {
    return scope.store().read(tx -> ProcessFile.parse(path, text, tx::newId));
  }

  /// Has new sessions begin with this version.
  public ProcessVersion activate(String ref) {
    return scope.store().write(tx -> activateIn(tx, getIn(tx, ref)));
  }

  private ProcessVersion activateIn(Tx tx, ProcessVersion version) throws SQLException {
    if (version.isActive()) {
      return version;
    }
    ProcessTable.deactivate(tx, version.name());
    ProcessTable.activate(tx, version.id());
    scope.changed(tx, "process.activate", "process", version.id(), null, "{}");
    return ProcessTable.find(tx, version.id()).orElseThrow();
  }

  /// The names of the processes that come with Seshat.
  public List<String> shipped() {
    return SHIPPED;
  }

  /// The file of a process that comes with Seshat.
  ///
  /// @throws NotFound if there is none of this name
  public String shippedText(String name) {
    if (!SHIPPED.contains(name)) {
      throw new NotFound(
          "no process '"
              + Texts.shorten(name, 80)
              + "' comes with Seshat; there are "
              + String.join(", ", SHIPPED));
    }
    try (InputStream in =
        Objects.requireNonNull(Processes.class.getResourceAsStream(name + ".yaml"))) {
      return new String(in.readAllBytes(), StandardCharsets.UTF_8);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /// All versions, by name, the newest first.
  public List<ProcessVersion> list() {
    return scope.store().read(tx -> ProcessTable.list(tx, MOST_LISTED));
  }

  /// A version by its id, by `name@number`, or the active one of a name.
  ///
  /// @throws NotFound if there is none
  public ProcessVersion get(String ref) {
    return scope.store().read(tx -> getIn(tx, ref));
  }

  /// The same; one that comes with Seshat is taken in when it is asked for first.
  public ProcessVersion require(String ref) {
    Optional<ProcessVersion> known = scope.store().read(tx -> findIn(tx, ref));
    return known.orElseGet(
        () -> SHIPPED.contains(ref) ? importText(ref + ".yaml", shippedText(ref)) : get(ref));
  }

  /// Its nodes and ways.
  public ProcessGraph graph(String ref) {
    return scope.store().read(tx -> ProcessTable.graph(tx, getIn(tx, ref)));
  }

  /// The same within a transaction.
  public static ProcessGraph graphIn(Tx tx, UUID version) throws SQLException {
    return ProcessTable.graph(tx, versionIn(tx, version));
  }

  /// A version by its id, within a transaction.
  public static ProcessVersion versionIn(Tx tx, UUID version) throws SQLException {
    return ProcessTable.find(tx, version)
        .orElseThrow(() -> NotFound.of("process", version.toString()));
  }

  /// The file that a version was made of; null for one that was taken over from elsewhere.
  public @Nullable String source(String ref) {
    return scope.store().read(tx -> ProcessTable.source(tx, getIn(tx, ref).id()));
  }

  /// The id of the version that a reference stands for, within a transaction.
  public static UUID idIn(Tx tx, String ref) throws SQLException {
    return getIn(tx, ref).id();
  }

  static ProcessVersion getIn(Tx tx, String ref) throws SQLException {
    return findIn(tx, ref).orElseThrow(() -> NotFound.of("process", Texts.shorten(ref, 100)));
  }

  private static Optional<ProcessVersion> findIn(Tx tx, String ref) throws SQLException {
    Optional<UUID> id = id(ref);
    if (id.isPresent()) {
      return ProcessTable.find(tx, id.get());
    }
    int at = ref.lastIndexOf('@');
    if (at > 0 && ref.substring(at + 1).matches("\\d{1,9}")) {
      return ProcessTable.find(tx, ref.substring(0, at), Long.parseLong(ref.substring(at + 1)));
    }
    return ProcessTable.active(tx, ref);
  }

  private static Optional<UUID> id(String ref) {
    try {
      return ref.length() == 36 ? Optional.of(UUID.fromString(ref)) : Optional.empty();
    } catch (IllegalArgumentException e) {
      return Optional.empty();
    }
  }

  private static String hash(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
