package dev.seshat.server.mcp;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// Tools that are offered together, under a name by which a client asks for them: every description costs an agent
/// context, so those that few need are not there by themselves.
///
/// @param name as it is asked for
/// @param about what its tools are for, for people
public record Toolset(String name, String about, List<Tool> tools) {
  /// The set that every client has.
  public static final String DEFAULT = "default";

  /// All there are, the default one first. A feature joins the tools here.
  public static List<Toolset> all() {
    return List.of(
        new Toolset(
            DEFAULT,
            "always there",
            List.of(
                StartTool.tool(),
                LogTool.tool(),
                BriefTool.tool(),
                UpdateTool.tool(),
                RecallTool.tool(),
                QueryTool.tool(),
                TaskTools.plan(),
                TaskTools.next(),
                TaskTools.update(),
                PromiseTool.tool(),
                IterationTool.tool(),
                KnowledgeTool.tool())),
        new Toolset("prompting", "pictures of a session", List.of(ImageTool.tool())),
        new Toolset(
            "interview",
            "interviews: planned, asked question by question, what comes next",
            List.of(InterviewTools.plan(), InterviewTools.next(), InterviewTools.answer())),
        new Toolset(
            "ops",
            "looking after the record: lists, messages, links, costs, and who changed what",
            List.of(
                SessionListTool.tool(),
                InboxTool.tool(),
                LinkTool.tool(),
                UsageTool.tool(),
                AuditTool.tool())));
  }

  /// The sets that a list of names asks for.
  ///
  /// @param names with commas between them; null or empty for none
  /// @throws Invalid naming all that there are, if there is no set of a name
  public static Set<String> named(@Nullable String names) {
    Set<String> known = all().stream().map(Toolset::name).collect(Collectors.toSet());
    Set<String> sets = new LinkedHashSet<>();
    if (names == null || names.isBlank()) {
      return sets;
    }
    for (String each : names.split(",", -1)) {
      String name = each.strip();
      if (!known.contains(name)) {
        throw new Invalid(
            "tools",
            "there is no set '"
                + Texts.shorten(name, 40)
                + "'; there are "
                + all().stream().map(Toolset::name).collect(Collectors.joining(", ")));
      }
      sets.add(name);
    }
    return sets;
  }
}
