package dev.seshat.interview;

import dev.seshat.store.Scope;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

/// A look for interviews that stand where they cannot, and for prompts, events and drafts that do not fit together.
public final class InterviewCheck {
  private final Scope scope;

  public InterviewCheck(Scope scope) {
    this.scope = scope;
  }

  /// Something that does not fit.
  ///
  /// @param subject the id of the session, the storyteller or the process
  public record Wrong(String subject, String message) {}

  /// What was found.
  ///
  /// @param prompts how many prompts were looked at
  public record Found(long prompts, List<Wrong> wrong) {}

  /// Looks; reads only. Of each kind of fault the first few hundred are told.
  public Found look() {
    return scope.store().read(InterviewCheck::lookIn);
  }

  private static Found lookIn(Tx tx) throws SQLException {
    List<Wrong> wrong = new ArrayList<>();
    add(
        wrong,
        InterviewCheckTable.nodesElsewhere(tx),
        "is at a node that is not of its version of the process");
    add(wrong, InterviewCheckTable.nobodys(tx), "is of a storyteller who is not there");
    add(wrong, InterviewCheckTable.openTwice(tx), "has several prompts that wait for an answer");
    add(
        wrong,
        InterviewCheckTable.openAndAnswered(tx),
        "has a prompt that waits though its answer is there, or the other way round");
    add(wrong, InterviewCheckTable.othersEvents(tx), "is about an event of somebody else's life");
    add(wrong, InterviewCheckTable.severalInFocus(tx), "has several events in focus");
    add(
        wrong,
        InterviewCheckTable.lostDrafts(tx),
        "keeps a draft for a prompt that does not wait any more");
    add(
        wrong,
        InterviewCheckTable.miscounted(tx),
        "counts other prompts about an event than were answered");
    add(wrong, InterviewCheckTable.severalCurrent(tx), "is at several nodes of one process");
    add(
        wrong,
        InterviewCheckTable.progressElsewhere(tx),
        "has come to a node that is not of the version that is told");
    InterviewCheckTable.severalActive(tx)
        .forEach(name -> wrong.add(new Wrong(name, "has several active versions")));
    return new Found(InterviewCheckTable.prompts(tx), wrong);
  }

  private static void add(List<Wrong> wrong, List<UUID> found, String message) {
    found.forEach(id -> wrong.add(new Wrong(id.toString(), message)));
  }
}
