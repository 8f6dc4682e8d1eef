package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.doctor.Doctor;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.InterviewCase;
import dev.seshat.testing.TestStore;
import java.util.List;

/// What is broken past the library is found.
class InterviewCheckTest {
  @EveryStore
  void aSoundStoreHasNothingToTell(TestStore store) {
    Seshat seshat = store.seshat();
    InterviewCase.in(seshat, "Rose");
    assertThat(seshat.doctor().examine().problems()).isEmpty();
    assertThat(seshat.doctor().examine().checked()).containsEntry("prompts_asked", 3L);
  }

  @EveryStore
  void whatDoesNotFitTogetherIsToldOf(TestStore store) {
    Seshat seshat = store.seshat();
    InterviewCase one = InterviewCase.in(seshat, "Rose");
    InterviewCase two = InterviewCase.in(seshat, "Ada");
    String session = one.session().id().toString();
    breaks(store, "UPDATE sessions SET current_process_node_id = ?", java.util.UUID.randomUUID());
    assertThat(messages(seshat)).contains("is at a node that is not of its version of the process");
    breaks(
        store, "UPDATE session_prompt SET state = 'open' WHERE session_id = ?", one.session().id());
    assertThat(messages(seshat))
        .contains(
            "has several prompts that wait for an answer",
            "has a prompt that waits though its answer is there, or the other way round");
    breaks(
        store,
        "UPDATE session_prompt SET state = 'answered' WHERE session_id = ?",
        one.session().id());
    breaks(
        store,
        "UPDATE session_interaction SET response_method = 'skip' WHERE session_id = ?",
        one.session().id());
    assertThat(messages(seshat))
        .contains(
            "keeps a draft for a prompt that does not wait any more",
            "counts other prompts about an event than were answered");
    breaks(
        store,
        "UPDATE session_life_event SET life_event_id = ? WHERE session_id = ?",
        two.other().id(),
        one.session().id());
    breaks(store, "UPDATE process_progress SET state = 'current'");
    breaks(store, "UPDATE sessions SET storyteller_id = NULL WHERE id = ?", two.session().id());
    assertThat(seshat.doctor().examine().problems())
        .contains(
            new Doctor.Problem("interviews", session, "is about an event of somebody else's life"))
        .extracting(Doctor.Problem::message)
        .contains("is at several nodes of one process");
  }

  private static List<String> messages(Seshat seshat) {
    return seshat.doctor().examine().problems().stream().map(Doctor.Problem::message).toList();
  }

  private static void breaks(TestStore store, String sql, Object... values) {
    store.store().write(tx -> tx.update(sql, values));
  }
}
