package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.interview.Step;
import dev.seshat.server.http.Answers;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.session.Answer;
import dev.seshat.session.Ending;
import dev.seshat.session.Interaction;
import dev.seshat.session.NewNote;
import dev.seshat.session.Session;
import dev.seshat.session.SessionStatus;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// One question of an interview at a time, to be read and answered by the person whose interview it is.
///
/// Looking at it changes nothing: a question is asked when the one before is answered, or when somebody wants the next.
public final class InterviewPage implements Pages {
  private static final int MAX_ANSWER = 200_000;
  private static final int SAID = 40;

  private final Renderer renderer;

  public InterviewPage(Renderer renderer) {
    this.renderer = renderer;
  }

  /// The question that waits.
  ///
  /// @param draft what was written and not sent; empty for nothing
  /// @param isOptional whether the part is done without it
  public record Question(
      long sequence, String text, @Nullable String category, String draft, boolean isOptional) {}

  /// What was written and could not be taken.
  ///
  /// @param why in words, and what to do
  /// @param other what was written elsewhere meanwhile; null for nothing
  /// @param isLost whether its question no longer waits
  public record Rescued(String text, String why, @Nullable String other, boolean isLost) {}

  /// What the page shows.
  ///
  /// @param interviewed whose interview it is, and about what; null for a session with nobody
  /// @param step where its process is; null where it follows none
  /// @param question null where none waits
  /// @param said what was asked and answered, the oldest first
  /// @param rescued what was written and not taken; null for nothing
  public record View(
      Session session,
      @Nullable Interviewed interviewed,
      @Nullable Step step,
      @Nullable Question question,
      List<Interaction> said,
      boolean mayWrite,
      @Nullable Rescued rescued) {
    public String href(String rest) {
      return "/sessions/" + session.id() + (rest.isEmpty() ? "" : "/" + rest);
    }

    public boolean is(String status) {
      return session.status().word().equals(status);
    }

    public boolean isOver() {
      return !session.status().isOpen();
    }

    /// Whether somebody has to agree first.
    public boolean isWithoutConsent() {
      Interviewed whose = interviewed;
      return whose != null && session.status().isOpen() && !whose.who().mayBeInterviewed();
    }

    /// What stands in the field.
    public String written() {
      Rescued mine = rescued;
      Question asked = question;
      if (mine != null && !mine.isLost()) {
        return mine.text();
      }
      return asked == null ? "" : asked.draft();
    }

    /// Whether the part is done and the next may begin.
    public boolean isPartDone() {
      Step now = step;
      return now != null && now.isNodeDone();
    }

    /// What waits on this page, as the page itself would say it.
    public String heading() {
      return question == null ? session.title() : question.text();
    }

    /// How much of the part may follow, in words.
    public @Nullable String left() {
      Step now = step;
      if (now == null || question == null) {
        return null;
      }
      return switch (now.left()) {
        case 0 -> "the last question of this part";
        case 1 -> "one more question may follow in this part";
        default -> now.left() + " more questions may follow in this part";
      };
    }
  }

  /// What a category of questions is about, as a person would say it.
  public static String about(String category) {
    return switch (category) {
      case "scene" -> "What it was like to be there";
      case "people" -> "The people in it";
      case "tension" -> "What was hard, or at stake";
      case "change" -> "What changed";
      case "meaning" -> "What it means to you";
      default -> Format.title(category);
    };
  }

  @Override
  public void addTo(Site site) {
    site.page("/sessions/{ref}/interview", this::show)
        .form("/sessions/{ref}/interview/start", this::start)
        .form("/sessions/{ref}/interview/next", this::next)
        .form("/sessions/{ref}/interview/answer", this::answer)
        .form("/sessions/{ref}/interview/draft", InterviewPage::draft)
        .form("/sessions/{ref}/interview/note", InterviewPage::note)
        .form("/sessions/{ref}/interview/advance", this::advance)
        .form("/sessions/{ref}/interview/consent", InterviewPage::consent)
        .form("/sessions/{ref}/interview/pause", InterviewPage::pause)
        .form("/sessions/{ref}/interview/end", InterviewPage::end);
  }

  private void show(Context ctx) {
    Params.of(ctx);
    show(ctx, null);
  }

  private void show(Context ctx, @Nullable Rescued rescued) {
    Visitor visitor = Visitor.of(ctx);
    Seshat seshat = visitor.seshat();
    Session session = seshat.sessions().get(ctx.pathParam("ref"));
    String id = session.id().toString();
    Interviewed whose = Interviewed.of(seshat, session);
    Step step = whose != null && whose.process() != null ? seshat.interviews().step(id) : null;
    List<Interaction> last = seshat.interactions().last(id, SAID);
    View view =
        new View(
            session,
            whose,
            step,
            session.status().isOpen() ? question(seshat, session, step, last) : null,
            last.stream().filter(InterviewPage::isSaid).toList(),
            visitor.role().allows(Role.WRITER),
            rescued);
    renderer.page(ctx, "session/interview", session.title(), "sessions", view);
  }

  private static boolean isSaid(Interaction each) {
    return switch (each.type()) {
      case PROMPT, CLARIFICATION -> !each.isWaiting();
      case RESPONSE, MESSAGE -> !each.text().isBlank();
      case REFLECTION, TOOL_CALL, TOOL_RESULT, EVENT -> false;
    };
  }

  /// The question of the process that waits, or else one that an agent asked in its own words.
  private static @Nullable Question question(
      Seshat seshat, Session session, @Nullable Step step, List<Interaction> last) {
    Interaction open = step == null ? null : step.prompt();
    if (open == null) {
      open = last.stream().filter(each -> isOwn(session, each)).findFirst().orElse(null);
    }
    if (open == null) {
      return null;
    }
    String text = Objects.requireNonNullElse(open.agentText(), "");
    String draft = seshat.interviews().draft(session.id().toString(), open.interactionSequence());
    boolean isOptional = step != null && step.source() != null && !step.source().isRequired();
    return new Question(
        open.interactionSequence(),
        text,
        open.promptCategory(),
        Objects.requireNonNullElse(draft, ""),
        isOptional);
  }

  private static boolean isOwn(Session session, Interaction each) {
    return each.isWaiting()
        && each.agentText() != null
        && each.externalId() == null
        && each.sessionId().equals(session.id());
  }

  private static Seshat as(Context ctx) {
    return Visitor.of(ctx).seshat();
  }

  private static Session session(Context ctx) {
    return as(ctx).sessions().get(ctx.pathParam("ref"));
  }

  private static Site.Done done(Session session, String says) {
    return new Site.Done("/sessions/" + session.id() + "/interview", says);
  }

  /// Begins or resumes it where it is; what somebody else has in focus stays so.
  private Site.Done start(Context ctx, Form form) {
    form.only();
    Session session = session(ctx);
    String id = session.id().toString();
    as(ctx).sessions().move(id, SessionStatus.ACTIVE, Ending.none(), null);
    ask(as(ctx), id);
    return done(session, session.startedAt() == null ? "It has begun." : "It goes on.");
  }

  private Site.Done next(Context ctx, Form form) {
    form.only();
    Session session = session(ctx);
    Interviewed whose = Interviewed.of(as(ctx), session);
    if (whose == null || whose.process() == null) {
      throw new Conflict("this session follows no process; whoever leads it asks the questions");
    }
    as(ctx).interviews().nextPrompt(session.id().toString());
    return done(session, "Here is the next question.");
  }

  /// Asks what comes next, where there is something.
  private static void ask(Seshat seshat, String id) {
    Session now = seshat.sessions().get(id);
    Interviewed whose = Interviewed.of(seshat, now);
    if (now.status() == SessionStatus.ACTIVE && whose != null && whose.process() != null) {
      seshat.interviews().nextPrompt(id);
    }
  }

  private Site.@Nullable Done answer(Context ctx, Form form) {
    form.only("sequence", "answer", "known", "skip", "sure", "keep");
    Session session = session(ctx);
    String id = session.id().toString();
    long sequence = Params.positive("sequence", form.required("sequence", 20));
    String text = Objects.requireNonNullElse(form.text("answer"), "");
    boolean isSkipped = form.ticked("skip");
    if (isSkipped && !text.isEmpty() && !form.ticked("sure")) {
      return refuse(
          ctx,
          new Rescued(
              text,
              "You have written something. Send it, or choose Skip once more to leave it out.",
              null,
              false));
    }
    if (!isSkipped && text.isEmpty()) {
      throw new Invalid("answer", "is empty; write something, or skip the question");
    }
    String known = Objects.requireNonNullElse(form.text("known"), "");
    try {
      String kept = as(ctx).interviews().saveDraft(id, sequence, isSkipped ? "" : text, known);
      if (!kept.equals(text) && !isSkipped) {
        return refuse(
            ctx,
            new Rescued(
                text,
                "Something else was written here meanwhile, perhaps in another window. Nothing is sent yet: put both"
                    + " together as you want them, then send.",
                kept,
                false));
      }
      if (form.ticked("keep")) {
        return done(session, "It is kept. Come back whenever you like.");
      }
      as(ctx).interviews().answer(id, sequence, isSkipped ? Answer.skip() : Answer.of(text));
    } catch (Conflict e) {
      return refuse(
          ctx,
          new Rescued(
              text,
              "This question was answered meanwhile, perhaps in another window. What you wrote stands here and is not"
                  + " lost.",
              null,
              true));
    }
    ask(as(ctx), id);
    return done(session, isSkipped ? "Skipped. It is not asked again." : "Your answer is kept.");
  }

  private Site.@Nullable Done refuse(Context ctx, Rescued rescued) {
    ctx.status(HttpStatus.CONFLICT);
    show(ctx, rescued);
    return null;
  }

  /// Keeps what is being written, for the page's own script.
  private static Site.@Nullable Done draft(Context ctx, Form form) {
    form.only("sequence", "answer", "known");
    String text = Objects.requireNonNullElse(form.text("answer"), "");
    String kept =
        as(ctx)
            .interviews()
            .saveDraft(
                session(ctx).id().toString(),
                Params.positive("sequence", form.required("sequence", 20)),
                Objects.requireNonNull(text),
                Objects.requireNonNullElse(form.text("known"), ""));
    Answers.json(ctx, Map.of("kept", kept, "taken", kept.equals(text)));
    return null;
  }

  private static Site.Done note(Context ctx, Form form) {
    form.only("text");
    Session session = session(ctx);
    NewNote note =
        new NewNote(
            "observation", form.required("text", MAX_ANSWER), false, true, null, null, null, null);
    as(ctx).notes().add(session.id().toString(), note);
    return done(session, "It is kept with the notes of this session.");
  }

  private Site.Done advance(Context ctx, Form form) {
    form.only("sure");
    Session session = session(ctx);
    String id = session.id().toString();
    as(ctx).interviews().advance(id, form.ticked("sure"));
    ask(as(ctx), id);
    return done(session, "On to the next part.");
  }

  private static Site.Done consent(Context ctx, Form form) {
    form.only("note", "agrees");
    Session session = session(ctx);
    Interviewed whose = Interviewed.of(as(ctx), session);
    if (whose == null || !form.ticked("agrees")) {
      throw new Invalid("agrees", "is not ticked; nobody is interviewed who has not agreed");
    }
    as(ctx).storytellers().consent(whose.who().id().toString(), true, form.text("note"));
    return done(session, "Thank you. It is written down, and can be taken back at any time.");
  }

  private static Site.Done pause(Context ctx, Form form) {
    form.only();
    Session session = as(ctx).sessions().pause(ctx.pathParam("ref"));
    return done(session, "It is paused. Everything is kept.");
  }

  private static Site.Done end(Context ctx, Form form) {
    form.only();
    Session session = as(ctx).sessions().complete(ctx.pathParam("ref"), Ending.none());
    return done(session, "The session has ended.");
  }
}
