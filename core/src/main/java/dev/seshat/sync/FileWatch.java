package dev.seshat.sync;

import dev.seshat.SeshatException;
import dev.seshat.audit.Audit;
import dev.seshat.audit.AuditEntry;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import io.methvin.watcher.DirectoryChangeEvent;
import io.methvin.watcher.DirectoryWatcher;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/// What has files and store follow one another while a server runs: a file that was saved is read half a second later, and
/// one whose tasks were changed is written at once, at most once a second.
final class FileWatch implements AutoCloseable {
  private static final Logger LOG = LoggerFactory.getLogger(FileWatch.class);
  private static final Duration LOOK_EVERY = Duration.ofMillis(200);
  private static final long DEBOUNCE_NANOS = 500_000_000L;
  private static final long PACE_NANOS = 1_000_000_000L;
  private static final int PAGE = 500;

  private final TaskFiles files;
  private final Sessions sessions;
  private final Audit audit;
  private final BlockingQueue<Path> saved = new LinkedBlockingQueue<>();
  private final Map<UUID, Long> due = new HashMap<>();
  private final Map<UUID, Long> last = new HashMap<>();
  private final Map<String, String> told = new HashMap<>();
  private Set<Path> roots = Set.of();
  private @Nullable DirectoryWatcher watcher;

  FileWatch(TaskFiles files, Sessions sessions, Audit audit) {
    this.files = files;
    this.sessions = sessions;
    this.audit = audit;
  }

  /// Follows until the thread is interrupted.
  void run() throws InterruptedException {
    long seen = audit.newest();
    all();
    while (!Thread.currentThread().isInterrupted()) {
      for (AuditEntry entry : audit.after(seen, PAGE)) {
        seen = entry.seq();
        if (entry.sessionId() != null) {
          changed(UUID.fromString(entry.sessionId()));
        }
      }
      for (Path file = saved.poll(); file != null; file = saved.poll()) {
        saved(file);
      }
      syncDue();
      audit.await(seen, LOOK_EVERY);
    }
    throw new InterruptedException();
  }

  /// Has a look at every file, as nobody knows what was done while nobody looked. Files that are not there yet are made
  /// when their sessions are worked on.
  private void all() {
    UUID after = null;
    List<Session> page = files.followed(null, PAGE);
    Set<Path> found = new HashSet<>(roots);
    while (!page.isEmpty()) {
      for (Session each : page) {
        if (files.hasFile(each.id())) {
          due.put(each.id(), System.nanoTime());
          root(each, found);
        }
        after = each.id();
      }
      page = files.followed(after, PAGE);
    }
    watch(found);
  }

  private void root(Session session, Set<Path> found) {
    try {
      Path folder = Objects.requireNonNull(files.place(session).getParent());
      Path root = Objects.requireNonNull(folder.getParent());
      if (Files.isDirectory(root)) {
        found.add(root);
      }
    } catch (SeshatException e) {
      say(session.shortId(), String.valueOf(e.getMessage()));
    }
  }

  /// Says what is wrong with a session's file, once.
  private void say(String session, String message) {
    if (!message.equals(told.put(session, message))) {
      LOG.warn("the file of session {}: {}", session, message);
    }
  }

  private void watch(Set<Path> found) {
    if (found.equals(roots)) {
      return;
    }
    close();
    try {
      DirectoryWatcher made =
          DirectoryWatcher.builder()
              .paths(List.copyOf(found))
              .fileHashing(false)
              .listener(this::onEvent)
              .build();
      watcher = made;
      roots = Set.copyOf(found);
      Thread.ofPlatform().daemon().name("task files").start(made::watch);
    } catch (IOException e) {
      say("", "the folders of files cannot be watched: " + e.getMessage());
    }
  }

  private void onEvent(DirectoryChangeEvent event) {
    if (event.eventType() == DirectoryChangeEvent.EventType.OVERFLOW) {
      saved.add(event.rootPath());
    } else if (String.valueOf(event.path().getFileName()).equals(FilePlace.NAME)) {
      saved.add(event.path());
    }
  }

  private void saved(Path file) {
    Path folder = file.getParent();
    if (roots.contains(file) || folder == null) {
      all();
      return;
    }
    try {
      Session session = sessions.get(String.valueOf(folder.getFileName()));
      if (TaskFiles.isFollowed(session)) {
        due.put(session.id(), System.nanoTime() + DEBOUNCE_NANOS);
      }
    } catch (SeshatException e) {
      LOG.debug("{} is no session's", file);
    }
  }

  private void changed(UUID id) {
    long next = last.getOrDefault(id, System.nanoTime() - PACE_NANOS) + PACE_NANOS;
    due.putIfAbsent(id, Math.max(System.nanoTime(), next));
  }

  private void syncDue() {
    long now = System.nanoTime();
    List<UUID> ready =
        due.entrySet().stream()
            .filter(each -> each.getValue() - now <= 0)
            .map(Map.Entry::getKey)
            .toList();
    for (UUID id : ready) {
      due.remove(id);
      if (!Thread.currentThread().isInterrupted()) {
        sync(id);
      }
    }
  }

  private void sync(UUID id) {
    String name = id.toString();
    try {
      Session session = sessions.get(name);
      if (!TaskFiles.isFollowed(session)) {
        last.remove(id);
        return;
      }
      name = session.shortId();
      last.put(id, System.nanoTime());
      SyncReport report = files.sync(id.toString(), null, false);
      if (report.messages().isEmpty()) {
        told.remove(name);
      } else {
        say(name, String.join("; ", report.messages()));
      }
      Set<Path> found = new HashSet<>(roots);
      root(session, found);
      watch(found);
    } catch (SeshatException e) {
      say(name, String.valueOf(e.getMessage()));
    }
  }

  @Override
  public void close() {
    DirectoryWatcher going = watcher;
    watcher = null;
    if (going != null) {
      try {
        going.close();
      } catch (IOException e) {
        LOG.debug("the watch over files ended badly", e);
      }
    }
  }
}
