package dev.seshat.transcript;

/// Adds up how far a run has come, and tells of it a few times a second.
final class ProgressMeter {
  private static final long EVERY_NANOS = 50_000_000;

  private final ImportProgress listener;
  private final long bytesTotal;
  private final long filesTotal;
  private long bytesBefore;
  private long bytesHere;
  private long filesDone;
  private long told;

  ProgressMeter(ImportProgress listener, long bytesTotal, long filesTotal) {
    this.listener = listener;
    this.bytesTotal = bytesTotal;
    this.filesTotal = filesTotal;
    this.told = System.nanoTime() - EVERY_NANOS;
  }

  /// So many bytes of the present file are read.
  void read(long bytes, String file) {
    bytesHere = bytes;
    if (System.nanoTime() - told >= EVERY_NANOS) {
      told = System.nanoTime();
      tell(file);
    }
  }

  /// The present file is done.
  void fileDone(long size) {
    bytesBefore += size;
    bytesHere = 0;
    filesDone++;
  }

  void end() {
    tell("");
  }

  private void tell(String file) {
    long done = bytesBefore + bytesHere;
    // a file that grows while it is read must not take the bar past its end
    listener.at(
        new ImportProgress.Step(
            bytesTotal < 0 ? done : Math.min(done, bytesTotal),
            bytesTotal,
            filesDone,
            filesTotal,
            file));
  }
}
