package dev.seshat.server.mcp;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.interview.Suggestion;
import dev.seshat.people.Boundary;
import dev.seshat.people.Storyteller;
import dev.seshat.session.Session;
import dev.seshat.session.SessionField;
import io.modelcontextprotocol.spec.McpSchema.Prompt;
import io.modelcontextprotocol.spec.McpSchema.PromptArgument;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.UUID;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// The prompt `interview`: how an agent conducts one, with what it has to know of the session or the person.
final class InterviewPrompt {
  private static final int BRIEF_TOKENS = 3_000;
  private static final int LOOKED_THROUGH = 200;
  private static final String HOW =
      """
      You conduct an interview. The tools are interview_plan, interview_next and interview_answer (tool set interview), \
      and session_update and session_log.
      1. Consent comes first. A session starts (session_update, action resume) only for a person who has agreed; if that is \
      refused, ask them, and have it recorded before you go on. They may stop at any time: then pause the session at once.
      2. Ask one question at a time: call interview_next, put the question to the person in your own warm words without \
      changing what it asks, and wait. Do not add questions of your own to it. A clarification you may ask; log it with \
      session_log (interaction_type clarification).
      3. Keep to the constraints and limits below. What is off limits is not touched, not even when the person's words would \
      lead there; never press.
      4. Keep every answer with interview_answer: text is what the person said, in their words, whole. A skip is honoured \
      without a remark (skip: true).
      5. Analyse each answer as you keep it: sentiment (positive, neutral, difficult, emotional), key_themes (one to five \
      short ones), mentions_people and mentions_places as the person named them. Say only what the answer bears out.
      6. When an answer is a scene, a date, a relationship, keep it as an artifact with session_log: artifact_type \
      scene_capture, timeline_entry, relationship_mapping or draft_paragraph. It is provisional until the person approves.
      7. When interview_next has no question left, ask whether the person wants to go on. If so: advance. If not, or when \
      the time is over: say which indicators are met with evidence (session_update, judge), then complete with a rating if \
      they gave one, and followup_notes for what is left. The summary is written from the record.
      8. End by telling the person in two or three sentences what was kept, and what could come next (interview_plan with \
      their name alone lists it with reasons).\
      """;

  private InterviewPrompt() {}

  static Prompt prompt() {
    return Prompt.builder("interview")
        .title("Conduct an interview")
        .description(
            "Ask one question at a time, within what the person allows, and keep the answers")
        .arguments(
            List.of(
                PromptArgument.builder("session")
                    .description("The interview: id, short id, or 'current'")
                    .required(false)
                    .build(),
                PromptArgument.builder("storyteller")
                    .description("Or whose interview is to be planned: id or full name")
                    .required(false)
                    .build()))
        .build();
  }

  /// @param session the interview; null to plan one with the storyteller
  static String text(Seshat seshat, @Nullable String session, @Nullable String storyteller) {
    if (session == null && storyteller == null) {
      throw new Invalid("session", "is missing; name the session, or the storyteller");
    }
    List<String> parts = new ArrayList<>(List.of(HOW));
    String who = storyteller;
    if (session != null) {
      Session of = seshat.sessions().get(session);
      UUID whose = of.get(SessionField.STORYTELLER_ID);
      who = whose == null ? null : whose.toString();
      parts.add("The session is " + of.shortId() + ".");
    }
    if (who != null) {
      parts.add(person(seshat, who));
    }
    if (session == null) {
      parts.add("Nothing is planned yet. Plan with interview_plan what the person wants of this:");
      parts.add(
          seshat.suggestions().ofStoryteller(String.valueOf(who)).stream()
              .map(InterviewPrompt::line)
              .collect(Collectors.joining("\n")));
    } else {
      parts.add(seshat.briefs().brief(session, BRIEF_TOKENS));
    }
    return parts.stream().filter(each -> !each.isBlank()).collect(Collectors.joining("\n\n"));
  }

  private static String line(Suggestion each) {
    return "- " + each.title() + ": " + each.reason() + " (suggestion " + each.key() + ")";
  }

  private static String person(Seshat seshat, String ref) {
    Storyteller who = seshat.storytellers().get(ref);
    Boundary boundary = seshat.storytellers().boundary(ref);
    List<String> off = new ArrayList<>(boundary.offLimitTopics());
    for (dev.seshat.people.Topic topic : dev.seshat.people.Topic.values()) {
      if (!boundary.allowed().contains(topic)) {
        off.add(topic.word());
      }
    }
    return "The person is %s (storyteller %s). %s Questions go to tier %d of 3 at most. Off limits: %s."
        .formatted(
            who.shownName(),
            who.id().toString().substring(0, 8),
            who.consentGiven()
                ? "They have agreed to be interviewed."
                : "They have NOT agreed to be interviewed yet.",
            boundary.maximumTier(),
            off.isEmpty() ? "nothing" : String.join(", ", off));
  }

  /// The names of people that begin with what was typed.
  static List<String> names(Seshat seshat, String typed, int most) {
    return seshat.storytellers().list(false, null, null, LOOKED_THROUGH).items().stream()
        .map(each -> each.told().fullName())
        .filter(each -> each.toLowerCase(Locale.ROOT).contains(typed))
        .limit(most)
        .toList();
  }
}
