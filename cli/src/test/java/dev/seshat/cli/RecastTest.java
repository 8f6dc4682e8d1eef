package dev.seshat.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.lang.classfile.ClassFile;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/// The library of the command line in the format of this JDK.
class RecastTest {
  @TempDir Path folder;

  @Test
  void theLibraryDoesTheSameInTheNewFormat() throws Exception {
    Path original =
        Path.of(CommandLine.class.getProtectionDomain().getCodeSource().getLocation().toURI());
    Path jar = Files.copy(original, folder.resolve("picocli.jar"));
    Recast.main(new String[] {jar.toString()});
    try (ZipFile zip = new ZipFile(jar.toFile());
        ZipFile before = new ZipFile(original.toFile())) {
      assertThat(zip.stream().map(Object::toString))
          .containsExactlyElementsOf(before.stream().map(Object::toString).toList());
    }
    try (URLClassLoader loader =
        new URLClassLoader(new URL[] {jar.toUri().toURL()}, ClassLoader.getPlatformClassLoader())) {
      try (var in = loader.getResourceAsStream("picocli/CommandLine.class")) {
        assertThat(ClassFile.of().parse(in.readAllBytes()).majorVersion())
            .isEqualTo(ClassFile.latestMajorVersion());
      }
      try (ZipFile zip = new ZipFile(jar.toFile())) {
        for (var entry : zip.stream().toList()) {
          String name = entry.getName();
          if (name.startsWith("picocli/") && name.endsWith(".class")) {
            // linking a class verifies it by what its new format says
            Class.forName(name.replace(".class", "").replace('/', '.'), true, loader);
          }
        }
      }
      Class<?> recast = loader.loadClass("picocli.CommandLine");
      Object line = recast.getConstructor(Object.class).newInstance(new Object[] {spec(loader)});
      assertThat(recast.getMethod("getUsageMessage").invoke(line))
          .isEqualTo(new CommandLine(CommandLine.Model.CommandSpec.create()).getUsageMessage());
    }
  }

  private static Object spec(ClassLoader loader) throws Exception {
    Class<?> spec = loader.loadClass("picocli.CommandLine$Model$CommandSpec");
    return java.util.Objects.requireNonNull(spec.getMethod("create").invoke(null));
  }
}
