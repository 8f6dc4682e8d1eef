package dev.seshat.interview;

import dev.seshat.store.Scope;
import java.util.List;

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
    return scope
        .store()
        .read(tx -> new Found(InterviewCheckTable.prompts(tx), InterviewCheckTable.wrong(tx)));
  }
}
