package dev.seshat.server.mcp;

import io.modelcontextprotocol.spec.McpStreamableServerSession;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.concurrent.ConcurrentHashMap;
import org.jspecify.annotations.Nullable;

/// The conversations that are open over HTTP, by their ids. One that is left alone ends by itself: after a day, or when
/// there are too many and it is the one that was left alone longest.
final class HttpSessions {
  static final int MOST = 1_000;
  static final Duration LEFT_ALONE = Duration.ofDays(1);

  private final Map<String, Entry> entries = new ConcurrentHashMap<>();
  private final InstantSource clock;

  HttpSessions(InstantSource clock) {
    this.clock = clock;
  }

  /// One conversation.
  private static final class Entry {
    private final McpStreamableServerSession session;
    private final @Nullable String owner;
    private volatile long used;

    private Entry(McpStreamableServerSession session, @Nullable String owner, long used) {
      this.session = session;
      this.owner = owner;
      this.used = used;
    }
  }

  /// Adds a conversation, and ends those that are due.
  ///
  /// @param owner the name that the caller has by a token; null where there are no tokens
  /// @return false if there are too many, all of them in use
  synchronized boolean add(McpStreamableServerSession session, @Nullable String owner) {
    long now = clock.millis();
    idle().filter(entry -> now - entry.used > LEFT_ALONE.toMillis()).toList().forEach(this::end);
    if (entries.size() >= MOST) {
      idle().min(Comparator.comparingLong(entry -> entry.used)).ifPresent(this::end);
    }
    if (entries.size() >= MOST) {
      return false;
    }
    entries.put(session.getId(), new Entry(session, owner, now));
    return true;
  }

  private java.util.stream.Stream<Entry> idle() {
    return entries.values().stream().filter(entry -> !entry.session.hasOpenStream());
  }

  /// The conversation with this id, if it is the owner's.
  @Nullable McpStreamableServerSession find(@Nullable String id, @Nullable String owner) {
    Entry entry = id == null ? null : entries.get(id);
    if (entry == null || !Objects.equals(entry.owner, owner)) {
      return null;
    }
    entry.used = clock.millis();
    return entry.session;
  }

  /// Ends a conversation.
  void end(McpStreamableServerSession session) {
    entries.remove(session.getId());
    session.closeGracefully().block();
  }

  private void end(Entry entry) {
    end(entry.session);
  }

  /// All of them, at this moment.
  List<McpStreamableServerSession> all() {
    return entries.values().stream().map(entry -> entry.session).toList();
  }
}
