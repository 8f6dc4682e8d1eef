package dev.seshat.export;

/// Told how far an export or an import is.
@FunctionalInterface
public interface ExportProgress {
  /// @param what the part that is being worked on
  /// @param done how many rows are done
  /// @param total how many there are; 0 while that is not known
  void at(String what, long done, long total);

  /// Nobody.
  static ExportProgress none() {
    return (what, done, total) -> {};
  }
}
