package dev.seshat.legacy;

import java.util.List;

/// How the files beside a system's database are taken in, once its rows are here.
interface FileImport {
  /// What the files are counted as.
  String table();

  /// How many files there are to look at.
  long count(List<OpenSource> sources);

  /// Takes them in.
  ///
  /// @param seen told after each
  void take(List<OpenSource> sources, Outcomes outcomes, Runnable seen);
}
