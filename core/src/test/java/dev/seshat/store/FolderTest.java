package dev.seshat.store;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/// The folder of files: where it is, and that nothing leads out of it.
class FolderTest {
  @TempDir Path temp;

  @Test
  void standsBesideTheFileAndIsNamedForIt() {
    assertThat(Folder.beside(temp.resolve("work.db")).root()).isEqualTo(temp.resolve("work.files"));
    assertThat(Folder.beside(temp.resolve("work")).root()).isEqualTo(temp.resolve("work.files"));
    assertThat(Folder.beside(temp.resolve("work.db.old")).root())
        .isEqualTo(temp.resolve("work.db.old.files"));
  }

  @EveryStore
  void everyStoreHasOneThatIsMadeWhenSomethingIsKept(TestStore store) {
    assertThat(store.seshat().folder()).isEqualTo(store.files()).doesNotExist();
    store.store().folder().write("knowledge/learned.md", "words".getBytes(UTF_8));
    assertThat(store.files().resolve("knowledge/learned.md")).hasContent("words");
  }

  @Test
  void keepsReadsListsAndRemoves() throws IOException {
    Folder folder = Folder.at(temp.resolve("files"));
    folder.write("a/b/one.txt", "1".getBytes(UTF_8));
    folder.write("a/two.txt", "2".getBytes(UTF_8));
    folder.write("a/two.txt", "3".getBytes(UTF_8));
    try (InputStream in = folder.open("a/two.txt").orElseThrow()) {
      assertThat(in.readAllBytes()).isEqualTo("3".getBytes(UTF_8));
    }
    assertThat(folder.open("a/three.txt")).isEmpty();
    assertThat(folder.list("a")).containsExactly("a/b/one.txt", "a/two.txt");
    assertThat(folder.list("nothing")).isEmpty();
    assertThat(folder.delete("a/b/one.txt")).isTrue();
    assertThat(folder.delete("a/b/one.txt")).isFalse();
    assertThat(temp.resolve("files/a/b")).doesNotExist();
    assertThat(folder.list("a")).containsExactly("a/two.txt");
    assertThat(folder.list(".incoming")).isEmpty();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "../x",
        "../../x",
        "a/../../x",
        "/etc/passwd",
        "a//b",
        "",
        " ",
        ".",
        "..",
        "a/.",
        "a/",
        "C:/x",
        "c:x",
        "a\\..\\x",
        "a\u0000b",
        "a\nb",
        "nul",
        "a/CON",
        "com1.png",
        "a/lpt9",
        "x.",
        "x ",
        " x",
        "a?b",
        "a*b",
        "a|b",
        "a\"b",
        "<a>"
      })
  void refusesWhatLeadsOutOrIsNoName(String name) throws IOException {
    Folder folder = Folder.at(temp.resolve("files"));
    assertThatThrownBy(() -> folder.path(name)).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> folder.write(name, new byte[1])).isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> folder.delete(name)).isInstanceOf(Invalid.class);
    try (Stream<Path> all = Files.walk(temp)) {
      assertThat(all).containsExactly(temp);
    }
  }

  @Test
  void followsNoSymbolicLink() throws IOException {
    Path secret = Files.writeString(temp.resolve("secret.txt"), "secret");
    Files.createDirectories(temp.resolve("files/sessions"));
    Files.createSymbolicLink(temp.resolve("files/sessions/out"), temp);
    Files.createSymbolicLink(temp.resolve("files/sessions/file.txt"), secret);
    Folder folder = Folder.at(temp.resolve("files"));
    for (String name : new String[] {"sessions/out/secret.txt", "sessions/file.txt"}) {
      assertThatThrownBy(() -> folder.open(name)).isInstanceOf(Invalid.class);
      assertThatThrownBy(() -> folder.write(name, new byte[1])).isInstanceOf(Invalid.class);
      assertThatThrownBy(() -> folder.delete(name)).isInstanceOf(Invalid.class);
    }
    assertThat(secret).hasContent("secret");
  }
}
