package dev.seshat.link;

import dev.seshat.SeshatException.NotFound;
import dev.seshat.json.Json;
import dev.seshat.link.LinkTable.Head;
import dev.seshat.link.LinkTable.Job;
import dev.seshat.net.HttpAnswer;
import dev.seshat.net.HttpFailure;
import dev.seshat.net.HttpFailure.Kind;
import dev.seshat.net.WebUrl;
import dev.seshat.promise.Run;
import dev.seshat.search.LinkIndex;
import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.sql.SQLException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/// The reading of one link, from fetching its page to keeping what was made of it. No transaction is open while others are
/// waited for; doing it twice changes nothing more.
final class Reading {
  private final Scope scope;
  private final PageReader reader;
  private final Analyst analyst;
  private final Run run;

  Reading(Scope scope, PageReader reader, Analyst analyst, Run run) {
    this.scope = scope;
    this.reader = reader;
    this.analyst = analyst;
    this.run = run;
  }

  private void progress(int percent, String what) {
    run.progress(percent, what);
  }

  /// Reads a link as it was asked for by this revision, unless that is done.
  ///
  /// @param isLast whether what goes wrong for a while is not tried again
  /// @throws HttpFailure why it came to nothing, which is noted with the link too
  Link read(long id, int revision, boolean isLast) throws HttpFailure {
    Optional<Job> begun = scope.store().write(tx -> LinkTable.begin(tx, id, revision));
    if (begun.isPresent()) {
      Job job = begun.get();
      try {
        read(job);
      } catch (HttpFailure e) {
        fail(job, e, isLast || !e.isTemporary());
        throw e;
      } catch (Overtaken e) {
        // What stands with the link now is newer than what was read here.
      }
    }
    return scope
        .store()
        .read(tx -> LinkTable.find(tx, id))
        .orElseThrow(() -> NotFound.of("link", String.valueOf(id)));
  }

  private void read(Job job) throws HttpFailure {
    WebUrl url = WebUrl.parse(job.url());
    progress(5, "asking " + url.host());
    HttpAnswer answer = reader.fetch(url, job.etag(), job.lastModified(), scope.store().now());
    if (answer.status() == 304) {
      settle(job, null, null, null);
      return;
    }
    progress(40, "reading " + answer.body().length + " bytes");
    PageText page = PageContent.read(answer);
    String hash = hash(page);
    boolean isKnown = hash.equals(job.hash()) && !couldBeBetter(job);
    Head head =
        new Head(
            answer.url().toString(),
            answer.status(),
            PageContent.type(answer),
            validator(answer, "etag"),
            validator(answer, "last-modified"));
    progress(60, "analysing");
    Analyst.Outcome made =
        isKnown
            ? null
            : analyst.analyse(
                answer.url(),
                page,
                hash.substring(0, 16),
                job.session(),
                job.project(),
                run.promise().id());
    settle(job, head, new Read(page, hash), made);
  }

  /// Whether an older analysis had to do without the model that is there now.
  private boolean couldBeBetter(Job job) {
    return !String.valueOf(job.analysedBy()).startsWith("model") && analyst.asksModel();
  }

  private record Read(PageText page, String hash) {}

  private void settle(
      Job job, @Nullable Head head, @Nullable Read read, Analyst.@Nullable Outcome made) {
    scope
        .store()
        .write(tx -> {
          if (head != null && read != null) {
            LinkTable.setPage(tx, job.id(), head, read.page(), read.hash());
          }
          if (made != null) {
            LinkTable.setAnalysis(tx, job.id(), made.analysis(), made.by(), tx.now());
          }
          if (!LinkTable.settle(tx, job, made == null ? null : made.problem())) {
            throw new Overtaken();
          }
          index(tx, job.id(), read == null ? null : read.page().text());
          noted(tx, job, made == null ? "unchanged" : made.by());
          return true;
        });
  }

  /// Somebody else has ended this reading, or asked for another: what was made of it is not kept.
  private static final class Overtaken extends RuntimeException {
    private static final long serialVersionUID = 1L;
  }

  private static void index(Tx tx, long id, @Nullable String text) throws SQLException {
    Link link = LinkTable.find(tx, id).orElseThrow();
    String said = text == null ? LinkTable.text(tx, id).orElse("") : text;
    LinkIndex.put(tx, id, indexed(link), said);
  }

  /// What a link is found by beside its text.
  static String indexed(Link link) {
    return link.title() + "\n" + link.url() + "\n" + link.mainTopic();
  }

  private void fail(Job job, HttpFailure failure, boolean isLast) {
    Integer status = failure.kind() == Kind.STATUS ? (Integer) failure.status() : null;
    scope
        .store()
        .write(tx -> {
          if (LinkTable.fail(tx, job, failure.getMessage(), status, isLast)) {
            noted(tx, job, "failed");
          }
          return isLast;
        });
  }

  private void noted(Tx tx, Job job, String how) throws SQLException {
    Link link = LinkTable.find(tx, job.id()).orElseThrow();
    Map<String, Object> detail = new LinkedHashMap<>();
    detail.put("status", link.status().word());
    detail.put("how", how);
    detail.put("revision", job.revision());
    scope.changed(tx, "link.read", "link", job.id(), link.sessionId(), Json.write(detail));
  }

  /// A header by which the server knows the page again; left out when it cannot be sent back as it came.
  private static @Nullable String validator(HttpAnswer answer, String name) {
    return answer
        .header(name)
        .filter(value -> value.matches("[\\x21-\\x7e][\\x20-\\x7e]{0,499}"))
        .orElse(null);
  }

  private static String hash(PageText page) {
    try {
      MessageDigest digest = MessageDigest.getInstance("SHA-256");
      digest.update(
          (page.title() + "\n" + page.description() + "\n").getBytes(StandardCharsets.UTF_8));
      return HexFormat.of().formatHex(digest.digest(page.text().getBytes(StandardCharsets.UTF_8)));
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException("every Java has SHA-256", e);
    }
  }
}
