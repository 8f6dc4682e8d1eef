package dev.seshat.gallery;

import dev.seshat.Page;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.json.Json;
import dev.seshat.search.Stems;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Stores;
import dev.seshat.store.Tx;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The pictures of a workspace: rows that tell of them, and files that hold them, which come and go together.
public final class Images {
  private static final int MAX_FAMILY = 1_000;
  private static final int MAX_ID = 100;

  private final Scope scope;
  private final Sessions sessions;
  private final ImageFiles files;

  public Images(Scope scope, Sessions sessions) {
    this.scope = scope;
    this.sessions = sessions;
    this.files = new ImageFiles(scope);
  }

  /// Takes in the bytes of a picture, as a file that is on its way, and looks at them. Whoever then adds it inside a
  /// transaction that may be run more than once has nothing to read again.
  ///
  /// @throws Invalid if they are no picture that is taken; then nothing is left of them
  public StagedImage stage(InputStream bytes) {
    return files.stage(bytes);
  }

  /// The same of a file, which stays where it is.
  public StagedImage stage(Path file) {
    if (!Files.isRegularFile(file)) {
      throw new NotFound("there is no file '" + Texts.shorten(file.toString(), 200) + "'");
    }
    try (InputStream in = Files.newInputStream(file)) {
      return stage(in);
    } catch (NoSuchFileException e) {
      throw new NotFound("there is no file '" + Texts.shorten(file.toString(), 200) + "'");
    } catch (IOException e) {
      throw new Invalid("file", "cannot be read: " + e.getMessage());
    }
  }

  /// Keeps a picture.
  ///
  /// @throws Invalid if the bytes are no PNG, JPEG, WebP or GIF of at most 64 MiB and 16,384 pixels a side
  /// @throws Conflict if the place in the iteration is taken
  /// @throws IllegalTransition if the session has ended
  public Image add(String ref, NewImage told, InputStream bytes) {
    try (StagedImage staged = stage(bytes)) {
      return add(ref, told, staged);
    }
  }

  public Image add(String ref, NewImage told, byte[] bytes) {
    return add(ref, told, new ByteArrayInputStream(bytes));
  }

  /// The same of a file, which stays where it is.
  public Image add(String ref, NewImage told, Path file) {
    try (StagedImage staged = stage(file)) {
      return add(ref, told, staged);
    }
  }

  /// The same of bytes that were taken in.
  public Image add(String ref, NewImage told, StagedImage staged) {
    Set<String> placed = new LinkedHashSet<>();
    try {
      return scope
          .store()
          .write(tx -> {
            // before the session, as whoever deletes has it
            files.lock(tx);
            return addIn(tx, sessions.openIn(tx, ref), told, staged, placed, tx.now());
          });
    } catch (RuntimeException | Error e) {
      // what was put in its place before the transaction failed is named by nobody
      files.takeBack(placed);
      throw e;
    }
  }

  /// Keeps a picture under the lock of the files.
  Image addIn(
      Tx tx, Session session, NewImage told, StagedImage staged, Set<String> placed, Instant now)
      throws SQLException {
    Long iteration = iteration(tx, session, told);
    String parent = told.parent();
    if (parent != null && !ImageTable.isThere(tx, parent)) {
      throw new Invalid("parent", "names no picture of this workspace");
    }
    String id = freeId(tx, now);
    String wanted = ImageNames.of(tx, session.shortId(), told, id, staged.picture().format());
    placed.add(wanted);
    String url = files.place(tx, staged, wanted);
    ImageTable.insert(
        tx,
        new ImageTable.NewRow(
            id,
            url,
            told.isStyled(),
            told.isReference(),
            parent,
            session.id(),
            iteration,
            told.position(),
            staged,
            told.meta(),
            scope.actor(),
            now));
    ImageTable.putWords(tx, id, now, ImageWords.of(told.meta()));
    ImageTable.count(tx, session.id(), 1);
    ImageTable.touch(tx, session.id(), now);
    if (told.isReference()) {
      ImageTable.tellReference(tx, session.id(), url, true);
    }
    Image made = ImageTable.get(tx, id);
    changed(tx, "image.add", made);
    if (iteration != null) {
      // drawing is slow, and nobody else's write is to wait for it
      tx.afterCommit(() -> afterwards().measure(made));
    }
    return made;
  }

  private Comparisons afterwards() {
    return new Comparisons(Stores.outermost(scope.store()), files.folder());
  }

  private static @Nullable Long iteration(Tx tx, Session session, NewImage told)
      throws SQLException {
    Long number = told.iteration();
    if (number == null) {
      return null;
    }
    long iteration =
        ImageTable.iteration(tx, session.id(), number)
            .orElseThrow(
                () -> new NotFound("session " + session.shortId() + " has no iteration " + number));
    Integer position = told.position();
    Optional<String> taken =
        position == null ? Optional.empty() : ImageTable.at(tx, iteration, position);
    if (taken.isPresent()) {
      throw new Conflict(
          "image "
              + position
              + " of iteration "
              + number
              + " is there already: "
              + taken.get()
              + "; delete it first, or name another place");
    }
    return iteration;
  }

  private static String freeId(Tx tx, Instant now) throws SQLException {
    Instant at = now;
    String id = ImageNames.id(at);
    while (ImageTable.isThere(tx, id)) {
      at = at.plusMillis(1);
      id = ImageNames.id(at);
    }
    return id;
  }

  /// Keeps what another system told of a picture, to a session in any state; one whose id is there stays as it is.
  ///
  /// @return whether it is new
  public boolean recordIn(Tx tx, UUID session, RecordedImage told) throws SQLException {
    String id = Texts.required("image_id", told.imageId(), MAX_ID);
    String url = Texts.required("image_url", told.imageUrl(), 2_000);
    if (ImageTable.isThere(tx, id)) {
      return false;
    }
    Session into = sessions.lockIn(tx, session);
    String parent = told.parent();
    ImageTable.insert(
        tx,
        new ImageTable.NewRow(
            id,
            url,
            told.isStyled(),
            false,
            parent != null && ImageTable.isThere(tx, parent) ? parent : null,
            into.id(),
            null,
            null,
            null,
            told.meta(),
            scope.actor(),
            told.createdAt()));
    ImageTable.putWords(tx, id, told.createdAt(), ImageWords.of(told.meta()));
    ImageTable.count(tx, into.id(), 1);
    ImageTable.touch(tx, into.id(), told.createdAt());
    changed(tx, "image.add", ImageTable.get(tx, id));
    return true;
  }

  private void changed(Tx tx, String action, Image image) {
    Map<String, @Nullable Object> detail = new LinkedHashMap<>();
    detail.put("media_type", image.mediaType());
    detail.put("bytes", image.bytes());
    scope.changed(tx, action, "image", image.imageId(), image.sessionId(), Json.write(detail));
  }

  /// A picture by its id.
  public Image get(String id) {
    return scope.store().read(tx -> ImageTable.get(tx, id));
  }

  /// A page of pictures, the newest first.
  public Page<Image> list(ImageFilter filter) {
    Set<String> words = new LinkedHashSet<>();
    if (filter.text() != null) {
      words.addAll(Stems.of(filter.text()));
      if (words.isEmpty()) {
        throw new Invalid("text", "has no word to look for");
      }
    }
    List<Image> found = scope.store().read(tx -> GalleryTable.list(tx, filter, words));
    return Page.cut(found, filter.limit(), ImageFilter.Position::of);
  }

  /// The newest picture that a filter lets through.
  public Optional<Image> latest(ImageFilter filter) {
    return list(filter).items().stream().findFirst();
  }

  /// A picture's bytes.
  ///
  /// @throws NotFound if they are kept elsewhere, or are gone
  public Content content(String id) {
    return Content.of(get(id), files.folder());
  }

  /// Opens a picture's bytes.
  public InputStream open(String id) {
    try {
      return Files.newInputStream(content(id).file());
    } catch (IOException e) {
      throw new NotFound("the file of " + id + " is not there");
    }
  }

  /// A picture drawn small, upright, in its proportions; one that is smaller stays as small.
  ///
  /// @param size 256 or 768 pixels a side at most
  public Thumbnail thumbnail(String id, int size) {
    Content content = content(id);
    return Thumbnails.of(files.folder(), content.image(), content.file(), size);
  }

  /// A picture and what was made of it, as a tree of at most 1,000.
  public Variants variants(String id) {
    List<Image> family =
        scope
            .store()
            .read(tx -> {
              ImageTable.get(tx, id);
              return ImageTable.family(tx, id, MAX_FAMILY);
            });
    Map<String, List<Image>> made =
        family.stream()
            .filter(each -> each.parentId() != null && !each.imageId().equals(id))
            .collect(Collectors.groupingBy(each -> String.valueOf(each.parentId())));
    Image root =
        family.stream()
            .filter(each -> each.imageId().equals(id))
            .findFirst()
            .orElseThrow(() -> NotFound.of("image", id));
    return tree(root, made, 0);
  }

  private static Variants tree(Image image, Map<String, List<Image>> made, int depth) {
    List<Image> children =
        depth == MAX_FAMILY ? List.of() : made.getOrDefault(image.imageId(), List.of());
    return new Variants(image, children.stream().map(each -> tree(each, made, depth + 1)).toList());
  }

  /// Moves a picture to another session, whose pictures it then counts among; it leaves its iteration.
  ///
  /// @throws IllegalTransition if the other session has ended
  public Image move(String id, String ref) {
    return scope
        .store()
        .write(tx -> {
          Session to = sessions.openIn(tx, ref);
          Image image = ImageTable.lock(tx, id);
          if (image.sessionId().equals(to.id())) {
            return image;
          }
          ImageTable.move(tx, id, to.id());
          ImageTable.count(tx, image.sessionId(), -1);
          ImageTable.count(tx, to.id(), 1);
          if (image.isReference()) {
            ImageTable.tellReference(tx, image.sessionId(), image.imageUrl(), false);
          }
          Map<String, Object> detail = Map.of("from", image.sessionId().toString());
          scope.changed(tx, "image.move", "image", id, to.id(), Json.write(detail));
          return ImageTable.get(tx, id);
        });
  }

  /// Deletes a picture, and its file once no other row names that.
  ///
  /// @param withVariants what was made of it too, however often; otherwise that stays, without a parent
  public DeletedImages delete(String id, boolean withVariants) {
    return scope
        .store()
        .write(tx -> {
          files.lock(tx);
          Image image = ImageTable.get(tx, id);
          List<Image> gone = withVariants ? ImageTable.family(tx, id, MAX_FAMILY) : List.of(image);
          List<String> orphaned = withVariants ? List.of() : ImageTable.children(tx, id);
          Map<UUID, Integer> bySession = new TreeMap<>();
          for (Image each : gone.reversed()) {
            ImageTable.delete(tx, each.imageId());
            bySession.merge(each.sessionId(), -1, Integer::sum);
            if (each.isReference()) {
              ImageTable.tellReference(tx, each.sessionId(), each.imageUrl(), false);
            }
            changed(tx, "image.delete", each);
          }
          for (Map.Entry<UUID, Integer> each : bySession.entrySet()) {
            ImageTable.count(tx, each.getKey(), each.getValue());
          }
          removeAfter(tx, files, gone);
          List<String> ids = new ArrayList<>(List.of(id));
          gone.stream().map(Image::imageId).filter(each -> !each.equals(id)).forEach(ids::add);
          return new DeletedImages(ids, orphaned);
        });
  }

  /// Has the files of a session's pictures removed when the transaction that erases the session has ended.
  public static void leaveWith(Tx tx, Scope scope, UUID session) throws SQLException {
    removeAfter(tx, new ImageFiles(scope), ImageTable.ofSession(tx, session));
  }

  private static void removeAfter(Tx tx, ImageFiles files, List<Image> gone) {
    List<Image> kept = gone.stream().filter(Image::isKept).toList();
    if (kept.isEmpty()) {
      return;
    }
    Set<String> names = kept.stream().map(Image::imageUrl).collect(Collectors.toSet());
    Set<String> hashes =
        kept.stream().map(each -> String.valueOf(each.sha256())).collect(Collectors.toSet());
    tx.afterCommit(() -> {
      files.removeUnnamed(names);
      files.removeThumbnails(hashes);
    });
  }

  /// How like two pictures are; measured once.
  public Comparison compare(String one, String other) {
    return comparisons().of(content(one), content(other));
  }

  /// The picture that those of a session's iterations are measured against: the first one that it works towards.
  public Optional<Image> reference(UUID session) {
    return scope.store().read(tx -> ImageTable.reference(tx, session));
  }

  /// The pictures of a session's iterations, each measured against the first one that the session works towards.
  ///
  /// @throws NotFound if the session has no such picture
  public List<Comparison> compareWithReference(String ref) {
    UUID session = sessions.get(ref).id();
    Image reference =
        reference(session)
            .orElseThrow(() -> new NotFound("session " + ref + " has no reference picture"));
    List<Image> iterated = scope.store().read(tx -> ImageTable.iterated(tx, session, MAX_FAMILY));
    return iterated.stream().map(each -> compare(each.imageId(), reference.imageId())).toList();
  }

  /// What is known of how like pictures are to a session's reference, by their ids. A few that nobody has measured are
  /// measured now; one that cannot be drawn is left out.
  public Map<String, Comparison> likeness(UUID session, List<Image> pictures) {
    return reference(session)
        .map(reference -> comparisons().with(reference, pictures))
        .orElse(Map.of());
  }

  private Comparisons comparisons() {
    return new Comparisons(scope.store(), files.folder());
  }

  /// The names of the pictures that a session works towards, the oldest first, for another feature's transaction.
  public static List<String> referencesIn(Tx tx, UUID session) throws SQLException {
    return ImageTable.references(tx, session);
  }

  /// Files without rows and rows without files, for whoever looks through the store.
  public ImageCheck check() {
    return ImageCheck.of(scope, files);
  }

  /// Removes what a crash left: files that no row names.
  ///
  /// @return the names of those that were removed
  public List<String> removeStray() {
    return ImageCheck.removeStray(scope, files);
  }
}
