package dev.seshat.sync;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.task.Tasks;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import dev.seshat.usage.Projects;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// Files that are no whole file of a person's: half saved, too large, or something else than a file.
class HalfSavedTest {
  /// A disk on which an editor is done saving once somebody has waited for it.
  private static final class Saving implements Disk {
    private final Disk disk = new LocalDisk(Clock.systemUTC());
    private final Path file;
    private final byte[] whole;
    int pauses;

    Saving(Path file, String whole) {
      this.file = file;
      this.whole = whole.getBytes(StandardCharsets.UTF_8);
    }

    @Override
    public byte @Nullable [] read(Path path) throws IOException {
      return disk.read(path);
    }

    @Override
    public @Nullable Instant modified(Path path) throws IOException {
      return disk.modified(path);
    }

    @Override
    public Duration age(Path path) {
      return pauses == 0 ? Duration.ofMillis(100) : Duration.ofSeconds(1);
    }

    @Override
    public void pause() {
      pauses++;
      try {
        Files.write(file, whole);
      } catch (IOException e) {
        throw new AssertionError(e);
      }
    }

    @Override
    public void keep(Path path, byte[] content) throws IOException {
      disk.keep(path, content);
    }

    @Override
    public Path write(Path path, byte[] content) throws IOException {
      return disk.write(path, content);
    }

    @Override
    public void rename(Path written, Path path) throws IOException {
      disk.rename(written, path);
    }

    @Override
    public void discard(Path written) throws IOException {
      disk.discard(written);
    }
  }

  private static SyncReport sync(TestStore store, Desk desk, Disk disk) {
    Scope scope = new Scope(store.store(), Seshat.LOCAL);
    Sessions sessions = new Sessions(scope, new Projects(scope));
    return new TaskFiles(
            scope,
            sessions,
            new Tasks(scope, sessions),
            within -> new Sessions(within, new Projects(within)),
            SessionMode.NONE,
            disk)
        .sync(desk.id(), null, false);
  }

  @EveryStore
  void aFileThatIsJustBeingSavedIsReadOnceItIsWhole(TestStore store) {
    Desk desk = new Desk(store);
    String whole = desk.text().replace("[ ] Invite", "[x] Invite");
    // cut between two lines: nothing but its length tells that this is a half
    String half = whole.substring(0, whole.indexOf("### Launch"));
    desk.save(half);
    Saving disk = new Saving(desk.file, whole);
    SyncReport report = sync(store, desk, disk);
    assertThat(disk.pauses).isEqualTo(1);
    assertThat(report.messages()).isEmpty();
    assertThat(desk.tree()).contains("Launch: Invite x");
    assertThat(desk.text()).isEqualTo(whole);
  }

  @EveryStore
  void aFileThatBecameShorterAWhileAgoIsReadAtOnce(TestStore store) {
    Desk desk = new Desk(store);
    desk.edit(text -> text.replaceAll("- \\[ ] Invite.*\\n", ""));
    Saving disk = new Saving(desk.file, "");
    disk.pauses = 1;
    assertThat(sync(store, desk, disk).toStore()).isEqualTo(1);
    assertThat(disk.pauses).isEqualTo(1);
    assertThat(desk.tree()).doesNotContain("Launch: Invite");
  }

  @EveryStore
  void aFileThatIsTooLargeIsToldOfAndLeftAlone(TestStore store) throws IOException {
    Desk desk = new Desk(store);
    desk.save(desk.text() + "x".repeat(FileCheck.MOST_BYTES));
    assertThatThrownBy(desk::sync)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("larger than");
    SyncState state = desk.seshat.taskFiles().state(desk.id());
    assertThat(state.isSetAside()).isTrue();
    assertThat(state.message()).contains("larger than");
    assertThat(Files.size(desk.file)).isGreaterThan(FileCheck.MOST_BYTES);
    assertThat(desk.tree()).contains("Launch: Invite");
  }

  @EveryStore
  void noLinkLeadsOutOfTheFolder(TestStore store) throws IOException {
    Desk desk = new Desk(store);
    Path folder = Objects.requireNonNull(desk.file.getParent());
    Path elsewhere = Files.createDirectories(store.files().resolve("elsewhere"));
    Path secret = Files.writeString(elsewhere.resolve("session.md"), "- [ ] secret ^tabc\n");
    Files.delete(desk.file);
    Files.createSymbolicLink(desk.file, secret);
    assertThatThrownBy(desk::sync)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("symbolic link");
    Files.delete(desk.file);
    try (Stream<Path> all = Files.walk(folder)) {
      for (Path each : all.sorted(Comparator.reverseOrder()).toList()) {
        Files.delete(each);
      }
    }
    Files.createSymbolicLink(folder, elsewhere);
    assertThatThrownBy(desk::sync)
        .isInstanceOf(StoreUnavailable.class)
        .hasMessageContaining("symbolic link");
    assertThat(secret).hasContent("- [ ] secret ^tabc");
    assertThat(elsewhere).isDirectoryNotContaining("glob:**/*.tmp");
    assertThatThrownBy(() -> new LocalDisk(Clock.systemUTC()).read(folder))
        .isInstanceOf(IOException.class);
  }
}
