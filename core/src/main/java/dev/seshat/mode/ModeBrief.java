package dev.seshat.mode;

import dev.seshat.session.BriefPart;
import dev.seshat.session.Session;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/// What the brief of a session says of the mode that it is worked on in: what is to be true of its tasks, and who there is.
public final class ModeBrief implements BriefPart {
  ModeBrief() {}

  @Override
  public String heading() {
    return "## Mode";
  }

  @Override
  public int share() {
    return 3;
  }

  @Override
  public List<String> lines(Tx tx, Session session) throws SQLException {
    Optional<ModeBinding> bound = ModeTable.bound(tx, session.id());
    if (bound.isEmpty()) {
      return List.of();
    }
    Mode mode = ModeTable.named(tx, bound.get().mode()).orElseThrow();
    List<String> lines = new ArrayList<>();
    lines.add("- " + mode.name() + ": " + Modes.shown(mode.title()));
    ModeContent content = mode.content();
    if (content == null) {
      return lines;
    }
    for (ValidationRule each : content.validation()) {
      String whose = each.roles().isEmpty() ? "" : " (" + String.join(", ", each.roles()) + ")";
      lines.add("- before a task is completed" + whose + ": " + Modes.shown(each.rule()));
    }
    for (Role each : content.roles()) {
      lines.add("- role " + each.name() + ": " + Modes.shown(each.definition()));
    }
    return lines;
  }
}
