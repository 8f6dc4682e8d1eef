package dev.seshat.cli;

import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.MethodModel;
import java.lang.classfile.MethodTransform;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.zip.ZipEntry;
import java.util.zip.ZipFile;
import java.util.zip.ZipOutputStream;

/// Rewrites the classes of a library in the format of this JDK; the launcher runs it once a build.
///
/// The JVM keeps no class of a format from before Java 6 in its ahead-of-time cache, and verifies it at every start by a
/// slower way. The library that reads the command line is of that format, and every start needs it.
public final class Recast {
  private static final int MAJOR = ClassFile.latestMajorVersion();

  private Recast() {}

  /// @param args the jar, which has to be on the class path too
  public static void main(String[] args) throws IOException {
    Path jar = Path.of(args[0]);
    Path made = jar.resolveSibling(jar.getFileName() + ".new");
    try (ZipFile from = new ZipFile(jar.toFile());
        OutputStream to = Files.newOutputStream(made);
        ZipOutputStream out = new ZipOutputStream(to)) {
      for (ZipEntry entry : from.stream().toList()) {
        out.putNextEntry(new ZipEntry(entry.getName()));
        try (InputStream in = from.getInputStream(entry)) {
          byte[] bytes = in.readAllBytes();
          out.write(isClass(entry.getName()) ? recast(bytes) : bytes);
        }
        out.closeEntry();
      }
    }
    Files.move(made, jar, StandardCopyOption.REPLACE_EXISTING);
  }

  private static boolean isClass(String name) {
    return name.endsWith(".class") && !name.endsWith("module-info.class");
  }

  /// The same class, with what the newer format says of its code besides.
  static byte[] recast(byte[] bytes) {
    ClassFile format =
        ClassFile.of(
            ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
            ClassFile.ClassHierarchyResolverOption.of(
                ClassHierarchyResolver.ofResourceParsing(ClassLoader.getSystemClassLoader())
                    .orElse(ClassHierarchyResolver.defaultResolver())));
    MethodTransform whole = MethodTransform.transformingCode(CodeTransform.ACCEPT_ALL);
    return format.transformClass(
        format.parse(bytes),
        (builder, element) -> {
          switch (element) {
            case ClassFileVersion _ -> builder.withVersion(MAJOR, 0);
            case MethodModel method -> builder.transformMethod(method, whole);
            default -> builder.with(element);
          }
        });
  }
}
