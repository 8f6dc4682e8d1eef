package dev.seshat.promise;

import dev.seshat.Texts;
import dev.seshat.inbox.Inbox;
import dev.seshat.inbox.NewMessage;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.Objects;

/// What people are told of promises: in their chat, or in their inbox, in the transaction of what it tells.
final class Notices {
  private final Inbox inbox;

  Notices(Inbox inbox) {
    this.inbox = inbox;
  }

  /// Tells of the end of a promise, if its person wants to know.
  void ended(Tx tx, Promise promise, End end) throws SQLException {
    if (!promise.request().notifyOrDefault().tells(end.status())) {
      return;
    }
    String what = Texts.shorten(promise.taskDescription(), 200);
    String more = end.summary() == null ? end.error() : end.summary();
    String rest = more == null || more.isBlank() ? "" : "\n" + more;
    String said =
        switch (end.status()) {
          case COMPLETED -> "Done: " + what + rest;
          case FAILED -> "Failed" + attempts(promise) + ": " + what + rest;
          case CANCELLED -> "Cancelled: " + what + rest;
          case WAITING, PENDING, IN_PROGRESS ->
              throw new IllegalStateException("no end: " + end.status());
        };
    tell(tx, promise, end.status().word(), said);
  }

  private static String attempts(Promise promise) {
    return promise.attempts() < 2 ? "" : " after " + promise.attempts() + " attempts";
  }

  /// Tells that a worker was lost and that another attempt follows.
  void interrupted(Tx tx, Promise promise) throws SQLException {
    if (promise.request().notifyOrDefault() == Notify.ALWAYS) {
      tell(
          tx,
          promise,
          "interrupted:" + promise.fence(),
          "Interrupted, and tried again: " + Texts.shorten(promise.taskDescription(), 200));
    }
  }

  private void tell(Tx tx, Promise promise, String what, String text) throws SQLException {
    String chat = Objects.requireNonNullElse(promise.chatId(), NewMessage.INBOX);
    inbox.addIn(
        tx,
        NewMessage.notification(chat, "promise:" + promise.id() + ":" + what, text)
            .withSession(promise.sessionId())
            .withAbout("promise", promise.id()));
  }
}
