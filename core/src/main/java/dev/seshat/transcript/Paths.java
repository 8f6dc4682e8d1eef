package dev.seshat.transcript;

/// Paths as transcripts tell them, of whatever system.
final class Paths {
  private Paths() {}

  /// A path that may be relative to a directory, without the steps that lead nowhere.
  static String within(String directory, String path) {
    boolean absolute = path.startsWith("/") || path.matches("(?s)[A-Za-z]:[/\\\\].*");
    if (absolute || directory.isBlank()) {
      return path;
    }
    String relative = path.startsWith("./") ? path.substring(2) : path;
    String separator = directory.contains("/") ? "/" : "\\";
    return directory.endsWith(separator) ? directory + relative : directory + separator + relative;
  }
}
