package dev.seshat.server.rest;

import static dev.seshat.server.schema.Schema.field;

import dev.seshat.interview.Coverage;
import dev.seshat.interview.Suggestion;
import dev.seshat.process.NodeType;
import dev.seshat.process.ProcessPrompt;
import dev.seshat.process.PromptCategory;
import dev.seshat.server.api.Shapes;
import dev.seshat.server.schema.Schema;
import dev.seshat.session.NewInteraction;

/// What operations on processes, templates and interviews take and answer.
final class InterviewShapes {
  private static final long MOST = Long.MAX_VALUE;
  private static final int LONG = 100_000;

  private InterviewShapes() {}

  static Schema process() {
    return Schema.text("`name`, `name@number`, or the id of a version", 200);
  }

  static Schema version() {
    return Schema.object(
            field("id!", Schema.id("")),
            field("process_name!", Schema.text("", 100)),
            field("version_number!", Schema.integer("", 1, MOST)),
            field("title!", Schema.text("", 200).orNull()),
            field("description!", Schema.text("", LONG).orNull()),
            field("is_active!", Schema.flag("Whether new sessions begin with it")),
            field("nodes!", Schema.integer("How many it has", 0, MOST)),
            field("created_by!", Schema.text("", 200)),
            field("created_at!", Schema.time("")))
        .named("ProcessVersion");
  }

  static Schema graph() {
    return Schema.object(
            field("process!", Schema.text("", 100)),
            field("title!", Schema.text("", 200).orNull()),
            field("description!", Schema.text("", LONG).orNull()),
            field("nodes!", Schema.list("", node(), 500)))
        .named("ProcessGraph");
  }

  private static Schema node() {
    Schema way =
        Schema.object(
            field("to!", Schema.text("The key of a node", 100)),
            field("when!", Schema.any("`always`, or one field such as profile_flag")));
    Schema text = Schema.text("", LONG).orNull();
    return Schema.object(
            field("id!", Schema.id("")),
            field("key!", Schema.text("", 100)),
            field("name!", Schema.text("", 200)),
            field("type!", Schema.word("", NodeType.class)),
            field("purpose!", text),
            field("outcome!", text),
            field("user_facing_text!", text),
            field("is_optional!", Schema.flag("")),
            field("agent_objective!", text),
            field("agent_constraints!", words()),
            field("scope!", Schema.open("event_types and categories")),
            field("success_indicators!", indicators()),
            field("completion_indicators!", indicators()),
            field("duration_minutes!", Schema.integer("", 1, 10_080).orNull()),
            field("prompts!", Schema.list("", prompt(), 200)),
            field("next!", Schema.list("", way, 200)))
        .named("ProcessNode");
  }

  private static Schema prompt() {
    return Schema.object(
            field("id!", Schema.id("")),
            field("category!", Schema.word("", PromptCategory.class)),
            field("text!", Schema.text("", LONG)),
            field("tier!", Schema.integer("", 1, ProcessPrompt.MAX_TIER)),
            field("required!", Schema.flag("")),
            field("when!", Schema.any("")),
            field("topics!", words()))
        .named("ProcessPrompt");
  }

  static Schema position() {
    return Schema.object(
            field("process!", Schema.text("`name@number`", 200)),
            field("done!", words().saying("The nodes that are behind")),
            field(
                "current!", Schema.text("Null before the first and after the last", 100).orNull()),
            field("reachable!", words().saying("Where some way leads from there")))
        .named("ProcessPosition");
  }

  private static Schema words() {
    return Schema.list("", Schema.text("", 2_000), 500);
  }

  private static Schema indicators() {
    return Schema.list("", Schema.any("A text, or {\"text\", \"check\"}"), 200);
  }

  static Schema template() {
    return Schema.object(
            field("id!", Schema.id("")),
            field("template_name!", Schema.text("", 200)),
            field("template_description!", Schema.text("", LONG).orNull()),
            field("process_version_id!", Schema.id("").orNull()),
            field("suggested_for_event_types!", words()),
            field("suggested_for_process_nodes!", words()),
            field("default_intention!", Schema.text("", LONG).orNull()),
            field("default_success_indicators!", indicators()),
            field("default_completion_indicators!", indicators()),
            field("default_constraints!", words()),
            field("default_procedure_notes!", Schema.text("", LONG).orNull()),
            field("default_duration_minutes!", Schema.integer("", 1, 10_080).orNull()),
            field("is_active!", Schema.flag("")),
            field("created_at!", Schema.time("")),
            field("updated_at!", Schema.time("")),
            field("version!", Schema.integer("", 1, MOST)))
        .named("Template");
  }

  static Schema newTemplate() {
    return told(true, "NewTemplate");
  }

  static Schema templateChange() {
    return told(false, "TemplateChange").saying("The fields that change");
  }

  private static Schema told(boolean isNew, String name) {
    return Schema.object(
            field("template_name" + (isNew ? "!" : ""), Schema.text("", 200)),
            field("template_description", Schema.text("", LONG)),
            field("process_version_id", Schema.id("The process that its sessions follow")),
            field("suggested_for_event_types", texts(64)),
            field("suggested_for_process_nodes", texts(100).saying("Keys or ids of nodes")),
            field(
                "default_intention",
                Schema.text("{event} and {storyteller} stand for their names", LONG)),
            field("default_success_indicators", Schema.list("", indicator(), 100)),
            field("default_completion_indicators", Schema.list("", indicator(), 100)),
            field("default_constraints", texts(2_000)),
            field("default_procedure_notes", Schema.text("", LONG)),
            field("default_duration_minutes", Schema.integer("", 1, 10_080)),
            field("is_active", Schema.flag("")))
        .named(name);
  }

  private static Schema indicator() {
    return Schema.object(
        field("text!", Schema.text("What is to be seen", 2_000)),
        field(
            "check",
            Schema.text("A rule", 1_000).with("examples", java.util.List.of("answers() >= 1"))));
  }

  private static Schema texts(int max) {
    return Schema.list("", Schema.text("", max), 100);
  }

  static Schema plan() {
    return Schema.object(
            field("storyteller", Schema.text("Not needed with an event", 200)),
            field("template", Schema.text("Its name or id", 200)),
            field("process", process()),
            field("node", Schema.text("The key of a node of the process", 200)),
            field("event", Schema.text("The life event that it is about", 200)),
            field("coverage_level", Schema.word("How far into the event", Coverage.class)),
            field("scheduled_at", Schema.time("When the first is to be")),
            field("days_apart", Schema.integer("Between those of an event; default 7", 0, 365)),
            field("fields", Schema.open("Of the session, in place of the usual ones")))
        .named("InterviewPlan");
  }

  static Schema made() {
    return Schema.object(
            field("sessions!", Schema.list("", Shapes.session(), 10)),
            field("warnings!", Shapes.warnings()))
        .named("PlannedInterviews");
  }

  static Schema step() {
    return Schema.object(
            field("node!", Schema.text("The key of the node where it is", 100)),
            field("prompt!", Schema.text("Null: it has nothing more to ask", LONG * 10).orNull()),
            field("interaction_sequence!", Schema.integer("", 1, MOST).orNull()),
            field("prompt_category!", Schema.word("", PromptCategory.class).orNull()),
            field("sensitivity_tier!", Schema.integer("", 1, 3).orNull()),
            field("is_required!", Schema.flag("").orNull()),
            field("draft!", Schema.text("Written, not sent", NewInteraction.MAX_TEXT).orNull()),
            field("left!", Schema.integer("How many may follow at this node", 0, MOST)),
            field("node_done!", Schema.flag("Whether nothing is left that has to be asked")),
            field("next_node!", Schema.text("Null: the process ends here", 100).orNull()))
        .named("InterviewStep");
  }

  static Schema suggestion() {
    return Schema.object(
            field("key!", Schema.text("To schedule it by", 200)),
            field("kind!", Schema.word("", Suggestion.Kind.class)),
            field("weight!", Schema.integer("The greater the sooner", 0, 100)),
            field("title!", Schema.text("", 500)),
            field("reason!", Schema.text("", 1_000)),
            field("intention!", Schema.text("", LONG)),
            field("minutes!", Schema.integer("", 1, 10_080)),
            field("life_event_id!", Schema.id("").orNull()),
            field("coverage_level!", Schema.word("", Coverage.class).orNull()),
            field("process!", Schema.text("", 200).orNull()),
            field("node!", Schema.text("", 100).orNull()),
            field("previous_session_id!", Schema.id("").orNull()))
        .named("Suggestion");
  }

  static Schema scheduling() {
    return Schema.object(
            field("key!", Schema.text("Of the suggestion", 200)),
            field("scheduled_at", Schema.time("")),
            field("fields", Schema.open("Of the session, in place of the suggested ones")))
        .named("ScheduleSuggestion");
  }

  static Schema sessionEvent() {
    return Schema.object(
            field("id!", Schema.id("")),
            field("session_id!", Schema.id("")),
            field("life_event_id!", Schema.id("")),
            field("event_name!", Schema.text("", 200)),
            field("is_primary_focus!", Schema.flag("Whether prompts are about it")),
            field("coverage_level!", Schema.word("", Coverage.class).orNull()),
            field("prompts_completed!", Schema.integer("", 0, MOST)),
            field("notes!", Schema.text("", LONG).orNull()),
            field("created_at!", Schema.time("")))
        .named("SessionLifeEvent");
  }
}
