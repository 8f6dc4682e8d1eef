package dev.seshat.cli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// What talks to language models has a room of its own, and nobody enters it without calling one.
class ModelRoomTest {
  private static final String ROOM = "dev.seshat.llm";

  @TempDir Path folder;

  @Test
  void onlyItsModuleNamesTheLibrary() {
    JavaClasses all =
        new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("dev.seshat");
    noClasses()
        .that()
        .resideOutsideOfPackage(ROOM + "..")
        .should()
        .dependOnClassesThat()
        .resideInAnyPackage("dev.langchain4j..", ROOM + "..")
        .because("it is found when a model is called, and a start without that must not pay for it")
        .check(all);
  }

  @Test
  void noStartLoadsItThoughAModelIsConfigured() throws Exception {
    assertThat(loaded("--version")).isEmpty();
    assertThat(loaded("session", "list")).isEmpty();
    assertThat(loaded("model", "status")).isEmpty();
    assertThat(loaded("mcp")).isEmpty();
  }

  /// The classes of the room and of its library that a command loads in a process of its own.
  private List<String> loaded(String... args) throws IOException, InterruptedException {
    Path log = folder.resolve("classes-" + args[args.length - 1] + ".txt");
    List<String> command = new ArrayList<>();
    Collections.addAll(
        command,
        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
        "-XX:TieredStopAtLevel=1",
        "-Xlog:class+load:file=" + log,
        "--enable-native-access=ALL-UNNAMED",
        "-cp",
        System.getProperty("java.class.path"),
        Main.class.getName());
    Collections.addAll(command, args);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .redirectInput(new java.io.File("/dev/null"));
    builder.environment().put("SESHAT_STORE", folder.resolve("test.db").toString());
    builder.environment().put("SESHAT_MODEL", "ollama:tiny");
    Process process = builder.start();
    String said =
        new String(
            process.getInputStream().readAllBytes(), java.nio.charset.StandardCharsets.UTF_8);
    assertThat(process.waitFor()).as(said).isZero();
    List<String> classes = Files.readAllLines(log);
    assertThat(classes).anyMatch(line -> line.contains(Main.class.getName()));
    return classes.stream()
        .filter(line -> line.contains("dev.langchain4j.") || line.contains(" " + ROOM + "."))
        .toList();
  }
}
