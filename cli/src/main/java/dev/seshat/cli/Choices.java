package dev.seshat.cli;

import dev.seshat.access.Role;
import dev.seshat.analysis.CallStatus;
import dev.seshat.budget.Period;
import dev.seshat.inbox.MessageKind;
import dev.seshat.inbox.MessageStatus;
import dev.seshat.interview.Coverage;
import dev.seshat.knowledge.Effectiveness;
import dev.seshat.knowledge.EvidenceOutcome;
import dev.seshat.knowledge.Health;
import dev.seshat.knowledge.Specificity;
import dev.seshat.knowledge.Validator;
import dev.seshat.link.LinkStatus;
import dev.seshat.markdown.MergePolicy;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.Topic;
import dev.seshat.people.Trauma;
import dev.seshat.preference.PreferenceKey;
import dev.seshat.promise.MissedRuns;
import dev.seshat.promise.Notify;
import dev.seshat.promise.PromiseStatus;
import dev.seshat.session.ArtifactState;
import dev.seshat.session.InteractionType;
import dev.seshat.session.Kpis;
import dev.seshat.session.Outcome;
import dev.seshat.session.SessionStatus;
import dev.seshat.sync.SyncConflict;
import dev.seshat.task.Complexity;
import dev.seshat.task.TaskStatus;
import dev.seshat.tasklist.ListFormat;
import dev.seshat.usage.UsageDimension;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import picocli.CommandLine.Model.ArgSpec;

/// The words that an option takes where it takes only some: for completion, and to suggest what was meant. The core
/// decides what is valid; it may know older names besides.
final class Choices {
  private Choices() {}

  static final class Statuses extends Words {
    Statuses() {
      super(SessionStatus.values(), SessionStatus::word);
    }
  }

  static final class ListFormats extends Words {
    ListFormats() {
      super(ListFormat.values(), ListFormat::word);
    }
  }

  static final class Outcomes extends Words {
    Outcomes() {
      super(Outcome.values(), Outcome::word);
    }
  }

  static final class ArtifactStates extends Words {
    ArtifactStates() {
      super(ArtifactState.values(), ArtifactState::word);
    }
  }

  static final class InteractionTypes extends Words {
    InteractionTypes() {
      super(InteractionType.values(), InteractionType::word);
    }
  }

  static final class CoverageLevels extends Words {
    CoverageLevels() {
      super(Coverage.values(), Coverage::word);
    }
  }

  static final class Policies extends Words {
    Policies() {
      super(MergePolicy.values(), MergePolicy::word);
    }
  }

  static final class ConflictStates extends Words {
    ConflictStates() {
      super(SyncConflict.State.values(), SyncConflict.State::word);
    }
  }

  static final class LinkStates extends Words {
    LinkStates() {
      super(LinkStatus.values(), LinkStatus::word);
    }
  }

  static final class TaskStatuses extends Words {
    TaskStatuses() {
      super(TaskStatus.values(), TaskStatus::word);
      add("open");
    }
  }

  static final class Complexities extends Words {
    Complexities() {
      super(Complexity.values(), Complexity::word);
    }
  }

  static final class UsageDimensions extends Words {
    UsageDimensions() {
      super(UsageDimension.values(), UsageDimension::word);
    }
  }

  static final class KpiDimensions extends Words {
    KpiDimensions() {
      super(Kpis.Dimension.values(), each -> each.name().toLowerCase(Locale.ROOT));
    }
  }

  static final class Topics extends Words {
    Topics() {
      super(Topic.values(), Topic::word);
    }
  }

  static final class TraumaStates extends Words {
    TraumaStates() {
      super(Trauma.Status.values(), Trauma.Status::word);
    }
  }

  static final class Significances extends Words {
    Significances() {
      super(NewLifeEvent.SIGNIFICANCES.toArray(String[]::new), word -> word);
    }
  }

  static final class IncludeLevels extends Words {
    IncludeLevels() {
      super(NewLifeEvent.INCLUDE_LEVELS.toArray(String[]::new), word -> word);
    }
  }

  static final class Periods extends Words {
    Periods() {
      super(Period.values(), Period::word);
    }
  }

  static final class CallStatuses extends Words {
    CallStatuses() {
      super(CallStatus.values(), CallStatus::word);
    }
  }

  static final class MessageKinds extends Words {
    MessageKinds() {
      super(MessageKind.values(), MessageKind::word);
    }
  }

  static final class MessageStatuses extends Words {
    MessageStatuses() {
      super(MessageStatus.values(), MessageStatus::word);
    }
  }

  static final class Roles extends Words {
    Roles() {
      super(Role.values(), Role::word);
    }
  }

  static final class PreferenceKeys extends Words {
    PreferenceKeys() {
      super(PreferenceKey.values(), PreferenceKey::word);
    }
  }

  static final class PromiseStatuses extends Words {
    PromiseStatuses() {
      super(PromiseStatus.values(), PromiseStatus::word);
    }
  }

  static final class Thumbnails extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    Thumbnails() {
      super(List.of("256", "768"));
    }
  }

  static final class Notices extends Words {
    Notices() {
      super(Notify.values(), Notify::word);
    }
  }

  static final class Misses extends Words {
    Misses() {
      super(MissedRuns.values(), MissedRuns::word);
    }
  }

  static final class Healths extends Words {
    Healths() {
      super(Health.values(), Health::word);
    }
  }

  static final class Effects extends Words {
    Effects() {
      super(Effectiveness.values(), Effectiveness::word);
    }
  }

  static final class EvidenceOutcomes extends Words {
    EvidenceOutcomes() {
      super(EvidenceOutcome.values(), EvidenceOutcome::word);
    }
  }

  static final class Specificities extends Words {
    Specificities() {
      super(Specificity.values(), Specificity::word);
    }
  }

  /// Whoever can find something out here; an import does elsewhere.
  static final class Validators extends Words {
    Validators() {
      super(new Validator[] {Validator.PERSON, Validator.AGENT}, Validator::word);
    }
  }

  static final class Colours extends Words {
    Colours() {
      super(Colour.values(), Colour::word);
    }
  }

  /// The words that `arg` takes; none where it takes any.
  static List<String> of(ArgSpec arg) {
    List<String> words = new ArrayList<>();
    if (arg.completionCandidates() != null) {
      arg.completionCandidates().forEach(words::add);
    }
    return words;
  }

  /// Words as picocli asks for them.
  private static class Words extends ArrayList<String> {
    private static final long serialVersionUID = 1L;

    <T> Words(T[] values, Function<T, String> word) {
      super(Arrays.stream(values).map(word).toList());
    }
  }
}
