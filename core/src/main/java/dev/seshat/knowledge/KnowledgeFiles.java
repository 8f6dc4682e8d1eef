package dev.seshat.knowledge;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.Texts;
import dev.seshat.store.Folder;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeSet;

/// The knowledge as Markdown files: below `knowledge/` in the workspace's folder, or anywhere else.
///
/// Seshat writes `learned-patterns.md`, `keyword-effectiveness.md` and one section of `failure-modes.md`. All other files are
/// the person's: read and searched, never written. What Seshat writes ends with a line that holds its checksum; where that
/// does not fit, a person has edited the file, and it is kept beside, as `learned-patterns.orig-20260131T081530Z.md`, before it
/// is written over: import it to take over what was edited.
public final class KnowledgeFiles {
  /// The folder of these files in the workspace's.
  public static final String FOLDER = "knowledge";

  static final String PATTERNS = "learned-patterns";
  static final String KEYWORDS = "keyword-effectiveness";
  static final String FAILURES = "failure-modes";

  /// Bytes of a file at most.
  public static final int MAX_BYTES = 16 << 20;

  private static final int MAX_FILES = 500;
  private static final String EXTENSION = ".md";
  private static final DateTimeFormatter STAMP =
      DateTimeFormatter.ofPattern("uuuuMMdd'T'HHmmss'Z'").withZone(ZoneOffset.UTC);
  private static final java.util.regex.Pattern SEAL =
      java.util.regex.Pattern.compile("<!-- seshat ([0-9a-f]{64}) -->\\R?");

  private final Scope scope;
  private final Patterns patterns;
  private final Keywords keywords;

  public KnowledgeFiles(Scope scope, Patterns patterns, Keywords keywords) {
    this.scope = scope;
    this.patterns = patterns;
    this.keywords = keywords;
  }

  /// Imports a file of the shape of `learned-patterns.md` or `keyword-effectiveness.md`: all of it, or nothing.
  ///
  /// @throws Invalid if it is none of those, or no UTF-8 text of at most 16 MiB
  public KnowledgeImport importFile(Path file) {
    String name = String.valueOf(file.getFileName());
    try {
      if (!Files.isRegularFile(file)) {
        throw new NotFound("no file " + file);
      }
      if (Files.size(file) > MAX_BYTES) {
        throw new Invalid("file", "is larger than " + MAX_BYTES + " bytes");
      }
      return importText(name, decoded(Files.readAllBytes(file)));
    } catch (IOException e) {
      throw new StoreUnavailable("the file " + file + " cannot be read: " + e.getMessage(), e);
    }
  }

  /// The same of a text.
  ///
  /// @param name what the report is to call it
  public KnowledgeImport importText(String name, String text) {
    String told = Texts.checked("text", text, MAX_BYTES);
    return scope.store().write(tx -> new Taking(tx, scope, patterns, keywords).take(name, told));
  }

  private static String decoded(byte[] bytes) {
    try {
      return StandardCharsets.UTF_8.newDecoder().decode(java.nio.ByteBuffer.wrap(bytes)).toString();
    } catch (CharacterCodingException e) {
      throw new Invalid("file", "must be a text in UTF-8");
    }
  }

  /// Writes the files in the workspace's folder.
  public KnowledgeWriting write() {
    return write(scope.store().folder(), FOLDER + "/");
  }

  /// Writes them in another folder, which is made if it is not there.
  public KnowledgeWriting exportTo(Path folder) {
    if (folder.toString().isEmpty()) {
      throw new Invalid("folder", "must not be empty; '.' is the one you are in");
    }
    if (Files.exists(folder) && !Files.isDirectory(folder)) {
      throw new Invalid("folder", folder + " is a file");
    }
    Folder target = Folder.at(folder);
    try {
      return write(target, "");
    } finally {
      target.tidy();
    }
  }

  private KnowledgeWriting write(Folder folder, String below) {
    // the three say the same moment
    Now now = scope.store().read(this::texts);
    List<String> written = new ArrayList<>();
    List<String> kept = new ArrayList<>();
    for (String name : List.of(PATTERNS, KEYWORDS)) {
      String text = name.equals(PATTERNS) ? now.patterns() : now.keywords();
      byte[] sealed = sealed(text).getBytes(StandardCharsets.UTF_8);
      String file = below + name + EXTENSION;
      byte[] was = bytes(folder, file);
      if (!Arrays.equals(was, sealed)) {
        if (was.length > 0 && !isSealed(new String(was, StandardCharsets.UTF_8))) {
          kept.add(keep(folder, below, name, was));
        }
        folder.write(file, sealed);
        written.add(name + EXTENSION);
      }
    }
    writeFailures(folder, below, now.traps(), written, kept);
    return new KnowledgeWriting(
        folder.root().resolve(below).toString(), List.copyOf(written), List.copyOf(kept));
  }

  private void writeFailures(
      Folder folder, String below, List<Pattern> traps, List<String> written, List<String> kept) {
    String file = below + FAILURES + EXTENSION;
    byte[] was = bytes(folder, file);
    byte[] plain = FailureModes.rewritten(was, traps);
    String section = FailureModes.sectionOf(plain);
    byte[] now =
        replaced(plain, section, sealed(section.replace("\r\n", "\n").stripTrailing() + "\n"));
    if (Arrays.equals(was, now)) {
      return;
    }
    String old = FailureModes.sectionOf(was);
    if (!old.isEmpty() && !isSealed(old)) {
      kept.add(keep(folder, below, FAILURES, was));
    }
    folder.write(file, now);
    written.add(FAILURES + EXTENSION);
  }

  private static byte[] replaced(byte[] file, String section, String by) {
    String text = new String(file, StandardCharsets.ISO_8859_1);
    String raw = latin(section);
    int at = text.indexOf(raw);
    boolean isLast = at + raw.length() == text.length();
    String ends = text.contains("\r\n") ? "\r\n" : "\n";
    String put = latin(by.replace("\r\n", "\n").replace("\n", ends)) + (isLast ? "" : ends);
    return (text.substring(0, at) + put + text.substring(at + raw.length()))
        .getBytes(StandardCharsets.ISO_8859_1);
  }

  private static String latin(String text) {
    return new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
  }

  private String keep(Folder folder, String below, String name, byte[] was) {
    Instant now = scope.store().read(Tx::now);
    String kept = name + ".orig-" + STAMP.format(now);
    String file = kept + EXTENSION;
    for (int i = 2; folder.has(below + file); i++) {
      file = kept + "-" + i + EXTENSION;
    }
    folder.write(below + file, was);
    return file;
  }

  /// A text with its checksum as its last line.
  static String sealed(String text) {
    return text + "<!-- seshat " + checksum(text) + " -->\n";
  }

  /// Whether a text is as it was sealed; how its lines end makes no difference.
  static boolean isSealed(String text) {
    String lines = text.replace("\r\n", "\n").stripTrailing() + "\n";
    int last = lines.lastIndexOf('\n', lines.length() - 2) + 1;
    var seal = SEAL.matcher(lines.substring(last));
    return seal.matches() && checksum(lines.substring(0, last)).equals(seal.group(1));
  }

  private static String checksum(String text) {
    try {
      return HexFormat.of()
          .formatHex(
              MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }

  /// What the files say at one moment.
  private record Now(String patterns, String keywords, List<Pattern> traps) {}

  private Now texts(Tx tx) throws SQLException {
    List<Pattern> all = patterns.allIn(tx);
    Map<Long, Long> iterations = EvidenceTable.iterationNumbers(tx);
    List<PatternsFile.Shown> shown = new ArrayList<>();
    for (Pattern each : all) {
      shown.add(new PatternsFile.Shown(each, EvidenceTable.all(tx, each.id()), iterations));
    }
    return new Now(
        PatternsFile.write(shown), KeywordsFile.write(keywords.allIn(tx)), FailureModes.traps(all));
  }

  /// The names of all knowledge there is to read, without `.md`: what Seshat writes, and what the person has put there, such as
  /// `prompt-templates/portrait`.
  public List<String> names() {
    TreeSet<String> names = new TreeSet<>(List.of(PATTERNS, KEYWORDS, FAILURES));
    scope.store().folder().list(FOLDER).stream()
        .filter(file -> file.endsWith(EXTENSION) && !file.contains(".orig-"))
        .limit(MAX_FILES)
        .map(file -> file.substring(FOLDER.length() + 1, file.length() - EXTENSION.length()))
        .forEach(names::add);
    return List.copyOf(names);
  }

  /// A text of the knowledge. What Seshat writes is as the store is now, whatever the file says.
  ///
  /// @param name as [#names] has it, with or without `.md`
  public String read(String name) {
    String plain =
        name.endsWith(EXTENSION) ? name.substring(0, name.length() - EXTENSION.length()) : name;
    return switch (plain) {
      case PATTERNS -> scope.store().read(this::texts).patterns();
      case KEYWORDS -> scope.store().read(this::texts).keywords();
      case FAILURES -> failures();
      default -> {
        if (!names().contains(plain)) {
          throw NotFound.of("knowledge", name);
        }
        yield new String(
            bytes(scope.store().folder(), FOLDER + "/" + plain + EXTENSION),
            StandardCharsets.UTF_8);
      }
    };
  }

  private String failures() {
    byte[] file = bytes(scope.store().folder(), FOLDER + "/" + FAILURES + EXTENSION);
    List<Pattern> traps = scope.store().read(this::texts).traps();
    return new String(FailureModes.rewritten(file, traps), StandardCharsets.UTF_8);
  }

  /// The bytes of a file; none if it is not there.
  static byte[] bytes(Folder folder, String name) {
    try (InputStream in = folder.open(name).orElse(InputStream.nullInputStream())) {
      byte[] bytes = in.readNBytes(MAX_BYTES + 1);
      if (bytes.length > MAX_BYTES) {
        throw new Invalid("file", name + " is larger than " + MAX_BYTES + " bytes");
      }
      return Objects.requireNonNull(bytes);
    } catch (IOException e) {
      throw new StoreUnavailable(
          "the file " + folder.root().resolve(name) + " cannot be read: " + e.getMessage(), e);
    }
  }
}
