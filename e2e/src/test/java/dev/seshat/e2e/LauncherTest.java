package dev.seshat.e2e;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// The launcher's own work, in a checkout of its own whose Maven and JDK are scripts that note how they were called.
class LauncherTest {
  @TempDir private Path temp;
  private Path checkout;
  private Path jdk;

  /// What one start printed and how it ended.
  record Start(int exit, String out, String err) {}

  @BeforeEach
  void makeCheckout() throws IOException {
    checkout = Files.createDirectory(temp.resolve("a checkout"));
    Path launcher = checkout.resolve("seshat");
    Files.copy(repository().resolve("seshat"), launcher);
    assertThat(launcher.toFile().setExecutable(true)).isTrue();
    for (String module : List.of("core", "server", "cli")) {
      Files.createDirectories(checkout.resolve(module).resolve("src/main/java"));
      Files.writeString(checkout.resolve(module).resolve("pom.xml"), "<project/>");
    }
    Files.writeString(checkout.resolve("pom.xml"), "<project/>");
    jdk = jdk("jdk-25", "25.0.1");
    script(
        "bin/mvn",
        """
        echo call >> '%s/mvn.calls'
        [ -e '%s/broken' ] && { echo '[ERROR] Main.java:[1,1] it does not compile'; exit 1; }
        echo '[INFO] Building Seshat core 0.1.0 [1/1]'
        mkdir -p cli/target/lib
        touch cli/target/seshat-cli-1.jar cli/target/lib/library-2.jar
        """
            .formatted(temp, temp));
  }

  @Test
  void theFirstStartBuildsAndSaysSoOnStderrOnly() throws Exception {
    Start start = start("session", "list");
    assertThat(start.err()).contains("first use").contains("core").contains("Ready after");
    assertThat(start.out()).startsWith("ran ").doesNotContain("Building");
    assertThat(start.out())
        .contains("seshat-cli-1.jar:")
        .contains("library-2.jar")
        .endsWith(" session list\n");
    assertThat(start.exit()).isZero();
  }

  @Test
  void laterStartsDoNotCallMaven() throws Exception {
    start("--version");
    Start second = start("--version");
    assertThat(second.err()).isEmpty();
    assertThat(mavenCalls()).isEqualTo(1);
  }

  @Test
  void aChangedSourceBuildsAgain() throws Exception {
    start("--version");
    Path source = Files.writeString(checkout.resolve("core/src/main/java/A.java"), "class A {}");
    Files.setLastModifiedTime(source, FileTime.from(Instant.now().plusSeconds(5)));
    assertThat(start("--version").err()).contains("sources have changed");
    assertThat(mavenCalls()).isEqualTo(2);
  }

  @Test
  void twoFirstStartsBuildOnce() throws Exception {
    Process one = begin(temp, "--version");
    Process two = begin(temp, "--version");
    assertThat(end(one).out()).startsWith("ran ");
    assertThat(end(two).out()).startsWith("ran ");
    assertThat(mavenCalls()).isEqualTo(1);
  }

  @Test
  void aFailedBuildShowsItsErrorAndStartsNothing() throws Exception {
    Files.createFile(temp.resolve("broken"));
    Start start = start("--version");
    assertThat(start.exit()).isEqualTo(1);
    assertThat(start.err()).contains("it does not compile").contains("build.log");
    assertThat(start.out()).isEmpty();
    Files.delete(temp.resolve("broken"));
    assertThat(start("--version").exit()).isZero();
  }

  @Test
  void eachEntryPointHasItsOwnCacheAndFlags() throws Exception {
    start("--version");
    assertThat(start("session", "list").out())
        .contains("/cli.aot ")
        .contains("TieredStopAtLevel=1");
    assertThat(start("--store", "serve", "mcp").out())
        .contains("/mcp.aot ")
        .contains("TieredStopAtLevel=1");
    assertThat(start("--store=x", "serve").out())
        .contains("/serve.aot ")
        .doesNotContain("TieredStopAtLevel");
  }

  @Test
  void argumentsArriveAsTheyAre() throws Exception {
    assertThat(start("search", "", "two  words", "*", "$HOME", "é").out())
        .endsWith(" search  two  words * $HOME é\n");
  }

  @Test
  void anOlderJavaIsPassedOverAndOneThatWasAskedForIsRefused() throws Exception {
    Path old = jdk("jdk-17", "17.0.15");
    Process passedOver =
        begin(
            temp, Map.of("JAVA_HOME", old.toString(), "PATH", jdk + "/bin:" + path()), "--version");
    assertThat(end(passedOver).out()).startsWith("ran ").contains("jdk-25");
    Start refused = end(begin(temp, Map.of("SESHAT_JAVA_HOME", old.toString()), "--version"));
    assertThat(refused.exit()).isEqualTo(1);
    assertThat(refused.err()).contains("SESHAT_JAVA_HOME").contains("25 or newer");
  }

  @Test
  void itWorksFromElsewhereAndThroughLinks() throws Exception {
    Files.createSymbolicLink(temp.resolve("link"), Path.of("a checkout/seshat"));
    Path link =
        Files.createSymbolicLink(
            Files.createDirectory(temp.resolve("d")).resolve("s"), Path.of("../link"));
    Map<String, String> environment = Map.of("SESHAT_JAVA_HOME", jdk.toString());
    Process process =
        builder(environment, link.toString(), "--version").directory(Path.of("/").toFile()).start();
    assertThat(end(process).out()).startsWith("ran ");
  }

  @Test
  void aSignalReachesTheProgram() throws Exception {
    start("--version");
    Process process = begin(temp, "wait");
    assertThat(process.inputReader().readLine()).startsWith("ran ");
    process.destroy();
    assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
    assertThat(process.exitValue()).isEqualTo(42);
  }

  private Start start(String... arguments) throws Exception {
    return end(begin(temp, arguments));
  }

  private Process begin(Path directory, String... arguments) throws IOException {
    return begin(directory, Map.of("SESHAT_JAVA_HOME", jdk.toString()), arguments);
  }

  private Process begin(Path directory, Map<String, String> environment, String... arguments)
      throws IOException {
    List<String> command = new ArrayList<>(List.of(checkout.resolve("seshat").toString()));
    command.addAll(Arrays.asList(arguments));
    return builder(environment, command.toArray(String[]::new))
        .directory(directory.toFile())
        .start();
  }

  private ProcessBuilder builder(Map<String, String> environment, String... command) {
    ProcessBuilder builder = new ProcessBuilder(command);
    builder
        .environment()
        .keySet()
        .removeAll(List.of("JAVA_HOME", "SESHAT_JAVA_HOME", "SESHAT_JAVA_OPTS"));
    builder.environment().put("PATH", path());
    builder.environment().putAll(environment);
    return builder;
  }

  private String path() {
    return temp.resolve("bin") + ":" + System.getenv("PATH");
  }

  private static Start end(Process process) throws Exception {
    process.outputWriter().close();
    String out = new String(process.getInputStream().readAllBytes(), UTF_8);
    String err = new String(process.getErrorStream().readAllBytes(), UTF_8);
    assertThat(process.waitFor(60, TimeUnit.SECONDS)).isTrue();
    return new Start(process.exitValue(), out, err);
  }

  private long mavenCalls() throws IOException {
    try (var lines = Files.lines(temp.resolve("mvn.calls"))) {
      return lines.count();
    }
  }

  /// A JDK whose java says how it was called, makes the cache it is asked for, and waits when it is told to.
  private Path jdk(String name, String version) throws IOException {
    script(
        name + "/bin/java",
        """
        for argument; do
          case $argument in -XX:AOTCacheOutput=*) echo cache > "${argument#*=}"; exit 0 ;; esac
        done
        trap 'exit 42' TERM
        echo "ran $0 $*"
        case "$*" in
          *' wait') while :; do sleep 0.1; done ;;
        esac
        """);
    script(name + "/bin/javac", "exit 0");
    script(name + "/bin/jar", "exit 0");
    Files.writeString(
        temp.resolve(name).resolve("release"),
        "IMPLEMENTOR=\"x\"\nJAVA_VERSION=\"" + version + "\"\n");
    return temp.resolve(name);
  }

  private void script(String name, String body) throws IOException {
    Path file = temp.resolve(name);
    Files.createDirectories(file.getParent());
    Files.writeString(file, "#!/bin/sh\n" + body);
    assertThat(file.toFile().setExecutable(true)).isTrue();
  }

  private static Path repository() {
    Path directory = Path.of("").toAbsolutePath();
    while (!Files.exists(directory.resolve("seshat")) && directory.getParent() != null) {
      directory = directory.getParent();
    }
    return directory;
  }
}
