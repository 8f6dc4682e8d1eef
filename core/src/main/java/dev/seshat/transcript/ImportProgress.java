package dev.seshat.transcript;

/// Is told how far an import has come, on the importing thread, a few times a second and once at the end.
@FunctionalInterface
public interface ImportProgress {
  void at(Step step);

  /// How far it has come.
  ///
  /// @param bytesTotal -1 if nobody knows
  /// @param file what is being read
  record Step(long bytesDone, long bytesTotal, long filesDone, long filesTotal, String file) {}

  /// Tells nobody.
  static ImportProgress none() {
    return step -> {};
  }
}
