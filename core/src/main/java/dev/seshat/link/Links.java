package dev.seshat.link;

import dev.seshat.Page;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.Texts;
import dev.seshat.analysis.Models;
import dev.seshat.json.Json;
import dev.seshat.net.HttpFailure;
import dev.seshat.net.WebUrl;
import dev.seshat.promise.AttemptFailed;
import dev.seshat.promise.Handler;
import dev.seshat.promise.NewPromise;
import dev.seshat.promise.Promise;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.promise.Promises;
import dev.seshat.promise.Run;
import dev.seshat.search.LinkIndex;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import dev.seshat.usage.Projects;
import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The links of a workspace: each address once, read and analysed once, however often and by however many it is added.
public final class Links {
  /// The kind of the promises to read a link.
  public static final String KIND = "link.analyse";

  private static final int MAX_DOMAINS = 1_000;
  private static final int EXAMPLES = 20;
  private static final Duration LOOK_EVERY = Duration.ofMillis(300);
  private static final int REMOVED_AT_ONCE = 200;

  private final Scope scope;
  private final Sessions sessions;
  private final Projects projects;
  private final PageReader reader;
  private final Models models;
  private final Promises promises;

  public Links(
      Scope scope,
      Sessions sessions,
      Projects projects,
      PageReader reader,
      Models models,
      Promises promises) {
    this.scope = scope;
    this.sessions = sessions;
    this.projects = projects;
    this.reader = reader;
    this.models = models;
    this.promises = promises;
  }

  /// Keeps an address and asks for it to be read. One that is kept already is that one, and counts one mention more; if it could
  /// not be read, it is tried again.
  ///
  /// @throws Invalid if the address is none that may be read from here
  public AddedLink add(NewLink link) {
    WebUrl url = reader.checked(link.url());
    UUID session = link.session() == null ? null : sessions.get(link.session()).id();
    return scope.store().write(tx -> added(tx, url, session, link.project()));
  }

  private AddedLink added(Tx tx, WebUrl url, @Nullable UUID session, @Nullable String projectName)
      throws SQLException {
    Long project = projectName == null ? null : (Long) projects.idIn(tx, projectName);
    String normalised = Address.normalised(url);
    Optional<Long> made =
        LinkTable.insert(
            tx,
            new LinkTable.NewRow(
                url.toString(),
                normalised,
                url.host(),
                Address.title(url),
                session,
                project,
                scope.actor()));
    if (made.isPresent()) {
      Link link = existing(tx, made.get());
      LinkIndex.put(tx, link.id(), Reading.indexed(link), "");
      changed(tx, "link.added", link);
      promise(tx, link);
      return new AddedLink(existing(tx, link.id()), true);
    }
    long id = LinkTable.idOf(tx, normalised).orElseThrow();
    LinkTable.mention(tx, id, session, project);
    Link link = existing(tx, id);
    changed(tx, "link.mentioned", link);
    if (link.analysis() == null) {
      ask(tx, link);
    }
    return new AddedLink(existing(tx, id), false);
  }

  /// Has a link read again, unless that is promised already.
  private void ask(Tx tx, Link link) throws SQLException {
    if (link.isWaiting() && isPromised(tx, link)) {
      return;
    }
    LinkTable.ask(tx, link.id());
    promise(tx, existing(tx, link.id()));
  }

  private boolean isPromised(Tx tx, Link link) throws SQLException {
    return link.promiseId() != null && promises.isOpenIn(tx, link.promiseId());
  }

  private void promise(Tx tx, Link link) throws SQLException {
    // The time tells a link from another that had its number before it was removed.
    String key =
        "%s:%d:%d:%d".formatted(KIND, link.id(), link.revision(), link.createdAt().toEpochMilli());
    NewPromise reading =
        NewPromise.of(KIND, "Read " + link.url())
            .withPayload(Map.of("link_id", link.id(), "revision", link.revision()))
            .withKey(key)
            .withSession(link.sessionId());
    LinkTable.setPromise(tx, link.id(), promises.createIn(tx, reading).id());
  }

  /// Keeps a link as another system kept it, with what it made of it; one that is kept already stays as it is.
  ///
  /// @throws Invalid if its address cannot be called
  public AddedLink recordIn(Tx tx, RecordedLink told) throws SQLException {
    WebUrl url = WebUrl.parse(told.url());
    String normalised = Address.normalised(url);
    Analysis analysis = told.analysis();
    String title = analysis == null ? Address.title(url) : analysis.title();
    Optional<Long> made =
        LinkTable.insert(
            tx,
            new LinkTable.NewRow(
                url.toString(), normalised, url.host(), title, null, null, scope.actor()));
    if (made.isEmpty()) {
      return new AddedLink(existing(tx, LinkTable.idOf(tx, normalised).orElseThrow()), false);
    }
    Instant at = Objects.requireNonNullElseGet(told.createdAt(), tx::now);
    LinkTable.takeOver(tx, made.get(), told, at);
    Link link = existing(tx, made.get());
    LinkIndex.put(tx, link.id(), Reading.indexed(link), String.join("\n", insights(link)));
    changed(tx, "link.added", link);
    if (link.status() == LinkStatus.PENDING) {
      promise(tx, link);
    }
    return new AddedLink(existing(tx, link.id()), true);
  }

  private static List<String> insights(Link link) {
    Analysis analysis = link.analysis();
    return analysis == null ? List.of() : analysis.keyInsights();
  }

  /// A link by its number.
  public Link get(long id) {
    return scope.store().read(tx -> existing(tx, id));
  }

  /// A link by its number, or by any spelling of its address.
  public Link get(String ref) {
    String given = ref.strip();
    if (given.matches("[0-9]{1,18}")) {
      return get(Long.parseLong(given));
    }
    if (!given.regionMatches(true, 0, "http", 0, 4)) {
      throw NotFound.of("link", given);
    }
    String normalised = Address.normalised(WebUrl.parse(given));
    return scope
        .store()
        .read(tx ->
            existing(
                tx, LinkTable.idOf(tx, normalised).orElseThrow(() -> NotFound.of("link", given))));
  }

  private static Link existing(Tx tx, long id) throws SQLException {
    return LinkTable.find(tx, id).orElseThrow(() -> NotFound.of("link", String.valueOf(id)));
  }

  /// What the page says, as text; empty until it was read.
  public String text(long id) {
    return scope
        .store()
        .read(tx -> LinkTable.text(tx, id))
        .orElseThrow(() -> NotFound.of("link", String.valueOf(id)));
  }

  /// A page of links, those that were added last first.
  public Page<Link> list(LinkFilter filter) {
    List<Link> found = scope.store().read(tx -> LinkTable.list(tx, filter));
    return Page.cut(found, filter.limit(), LinkFilter.Position::of);
  }

  /// A page of the links that have each word of a question in their title, address, topic or text, the newest first.
  ///
  /// @param question words, `"a phrase"`, `-word`, `word*`, `OR`
  /// @param limit 1 to 100
  public Page<Link> search(String question, @Nullable String cursor, int limit) {
    if (limit < 1 || limit > 100) {
      throw new Invalid("limit", "must be 1 to 100");
    }
    Long before = cursor == null ? null : (Long) position(cursor);
    List<Link> found =
        scope
            .store()
            .read(tx -> {
              List<Link> links = new ArrayList<>();
              for (long id : LinkIndex.find(tx, question, before, limit + 1)) {
                LinkTable.find(tx, id).ifPresent(links::add);
              }
              return links;
            });
    return Page.cut(found, limit, link -> String.valueOf(link.id()));
  }

  private static long position(String cursor) {
    if (!cursor.matches("[0-9]{1,18}")) {
      throw new Invalid("cursor", "is none that a page before this one gave");
    }
    return Long.parseLong(cursor);
  }

  /// The hosts with most links.
  ///
  /// @param limit 1 to 1,000
  public List<DomainCount> domains(int limit) {
    if (limit < 1 || limit > MAX_DOMAINS) {
      throw new Invalid("limit", "must be 1 to " + MAX_DOMAINS);
    }
    return scope.store().read(tx -> LinkTable.domains(tx, limit));
  }

  /// Asks for a link to be read again. What was read before stays until there is something newer, and when there is not.
  public Link refresh(long id) {
    return scope
        .store()
        .write(tx -> {
          Link link = existing(tx, id);
          reader.checked(link.url());
          changed(tx, "link.refreshed", link);
          ask(tx, link);
          return existing(tx, id);
        });
  }

  /// What reads links, for a worker.
  public Handler handler() {
    return run -> {
      long id = ((Number) Objects.requireNonNull(run.payload().get("link_id"))).longValue();
      try {
        Link link = read(run, id);
        return Map.of(
            "link_id", id, "analysis_status", link.status().word(), "summary", link.title());
      } catch (NotFound e) {
        return Map.of("link_id", id, "summary", "the link was removed before it was read");
      } catch (HttpFailure e) {
        if (e.isTemporary()) {
          throw AttemptFailed.again(e.getMessage());
        }
        // It is known now that this page cannot be read, and why: nobody has to look after that.
        return Map.of(
            "link_id",
            id,
            "analysis_status",
            get(id).status().word(),
            "summary",
            "not read: " + e.getMessage());
      }
    };
  }

  private Link read(Run run, long id) throws HttpFailure {
    Promise promise = run.promise();
    int revision = ((Number) Objects.requireNonNull(run.payload().get("revision"))).intValue();
    if (promise.retryOf() != null) {
      revision = scope.store().write(tx -> retried(tx, id));
    }
    return new Reading(scope, reader, new Analyst(models), run)
        .read(id, revision, promise.attempts() >= promise.maxAttempts());
  }

  /// The revision that somebody means who has the promise of a reading tried again.
  private static int retried(Tx tx, long id) throws SQLException {
    if (!existing(tx, id).isWaiting()) {
      LinkTable.ask(tx, id);
    }
    return existing(tx, id).revision();
  }

  /// Waits until a link was read, an attempt to read it has failed, or `patience` is over; somebody has to be reading, such as
  /// a server or a worker.
  ///
  /// @return the link as it is then
  public Link await(long id, Duration patience) throws InterruptedException {
    Link before = get(id);
    Link now = before;
    Long promise = before.promiseId();
    long end = System.nanoTime() + patience.toNanos();
    while (promise != null && now.isWaiting() && System.nanoTime() < end) {
      PromiseStatus status = promises.await(promise, LOOK_EVERY).status();
      now = get(id);
      boolean hasFailed = status == PromiseStatus.PENDING && now.attempts() > before.attempts();
      if (status.isFinished() || hasFailed) {
        return now;
      }
    }
    return now;
  }

  /// Takes a link away with all that was read.
  public void remove(long id) {
    scope
        .store()
        .write(tx -> {
          remove(tx, existing(tx, id));
          return id;
        });
  }

  private void remove(Tx tx, Link link) throws SQLException {
    LinkIndex.remove(tx, link.id());
    LinkTable.delete(tx, link.id());
    changed(tx, "link.removed", link);
  }

  /// Takes away the links that came up in a session which is being erased, within its transaction; that tells the log.
  public static void leaveWith(Tx tx, UUID session) throws SQLException {
    for (long id : LinkTable.ofSession(tx, session)) {
      LinkIndex.remove(tx, id);
      LinkTable.delete(tx, id);
    }
  }

  /// What a clean-up by this rule would take away.
  public Cleaning plan(CleanRule rule) {
    return scope
        .store()
        .read(tx ->
            new Cleaning(
                LinkTable.countCleanable(tx, rule),
                LinkTable.cleanable(tx, rule, EXAMPLES),
                false));
  }

  /// Takes away what a rule says, some at a time.
  public Cleaning clean(CleanRule rule) {
    Cleaning planned = plan(rule);
    long removed = 0;
    int last;
    do {
      last =
          scope
              .store()
              .write(tx -> {
                List<Link> some = LinkTable.cleanable(tx, rule, REMOVED_AT_ONCE);
                for (Link link : some) {
                  remove(tx, link);
                }
                return some.size();
              });
      removed += last;
    } while (last == REMOVED_AT_ONCE);
    return new Cleaning(removed, planned.examples(), true);
  }

  private void changed(Tx tx, String action, Link link) {
    String detail =
        Json.write(Map.of("status", link.status().word(), "url", Texts.shorten(link.url(), 500)));
    scope.changed(tx, action, "link", link.id(), link.sessionId(), detail);
  }
}
