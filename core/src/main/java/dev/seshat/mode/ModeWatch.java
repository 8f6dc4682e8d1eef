package dev.seshat.mode;

import dev.seshat.SeshatException.StoreUnavailable;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.TimeUnit;

/// Tells when something in the folder of modes has changed, once what changes it has come to rest.
record ModeWatch(ModeFolder files, Runnable changed) {
  private static final Duration REST = Duration.ofMillis(500);
  private static final Duration LOOK_FOR_FOLDER = Duration.ofSeconds(2);

  /// Goes on until its thread is interrupted.
  void run() throws InterruptedException {
    while (!files.isThere()) {
      Thread.sleep(LOOK_FOR_FOLDER);
    }
    changed.run();
    BlockingQueue<Boolean> news = new ArrayBlockingQueue<>(1);
    Path folder = files.folder().root().resolve(ModeFolder.ROLES);
    try {
      DirectoryWatcher watcher = watcher(folder, news);
      watcher.watchAsync();
      // what changed before it began to watch
      news.offer(true);
      try {
        follow(news);
      } finally {
        watcher.close();
      }
    } catch (IOException e) {
      throw new StoreUnavailable("the folder of modes cannot be watched: " + e.getMessage(), e);
    }
  }

  private void follow(BlockingQueue<Boolean> news) throws InterruptedException {
    while (files.isThere()) {
      if (news.poll(LOOK_FOR_FOLDER.toMillis(), TimeUnit.MILLISECONDS) != null) {
        while (news.poll(REST.toMillis(), TimeUnit.MILLISECONDS) != null) {
          // somebody is still writing
        }
        changed.run();
      }
    }
  }

  private static DirectoryWatcher watcher(Path folder, BlockingQueue<Boolean> news)
      throws IOException {
    return DirectoryWatcher.builder()
        .path(folder)
        .fileHashing(false)
        .listener(event -> news.offer(true))
        .build();
  }
}
