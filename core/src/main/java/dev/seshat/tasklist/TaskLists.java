package dev.seshat.tasklist;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.session.NewSession;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import dev.seshat.store.Scope;
import dev.seshat.task.TaskGroups;
import dev.seshat.task.Tasks;
import dev.seshat.tasklist.SourceFiles.SourceFile;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// Tasks as files of other tools have them: taken into sessions, and written from them.
///
/// A task is known by its id there, so that reading a file again adds nothing twice. What the file says of it now and did not
/// say before is brought here unless that was changed here as well; then it is said, and what is here stays.
public final class TaskLists {
  private static final String TOOL = "task-files";

  private final Scope scope;
  private final Sessions sessions;
  private final Tasks tasks;
  private final TaskGroups groups;

  public TaskLists(Scope scope, Sessions sessions, Tasks tasks, TaskGroups groups) {
    this.scope = scope;
    this.sessions = sessions;
    this.tasks = tasks;
    this.groups = groups;
  }

  /// Takes the tasks of a Markdown file or of a folder of such files.
  ///
  /// @param session null for one of these files' own, which is made the first time
  /// @throws dev.seshat.SeshatException.NotFound if there is nothing at `path`
  /// @throws Invalid if no task stands in it; then nothing is written
  public TaskListReport importFrom(Path path, @Nullable String session) {
    Remarks remarks = new Remarks();
    List<SourceFile> files = SourceFiles.read(path, remarks);
    Path whole = path.toAbsolutePath().normalize();
    String name = String.valueOf(whole.getFileName());
    return take(files, remarks, session, name, whole.toString());
  }

  /// Takes the tasks of one Markdown file, or of those in one ZIP; the stream is not closed.
  ///
  /// @param name how the file is called
  /// @param session null for a new one
  public TaskListReport importFrom(String name, InputStream in, @Nullable String session) {
    Remarks remarks = new Remarks();
    return take(SourceFiles.of(name, in, remarks), remarks, session, name, null);
  }

  private TaskListReport take(
      List<SourceFile> files,
      Remarks remarks,
      @Nullable String session,
      String name,
      @Nullable String external) {
    List<FoundTask> found = Reading.of(files, remarks);
    if (found.isEmpty()) {
      String why =
          remarks.all().isEmpty()
              ? ""
              : ": " + remarks.all().getFirst().where() + " " + remarks.all().getFirst().what();
      throw new Invalid("file", "has no task, such as '- [ ] …', that can be read" + why);
    }
    UUID into = session == null ? own(name, external).id() : sessions.get(session).id();
    Taking taking = new Taking(scope, sessions, tasks, into, remarks);
    taking.take(found);
    return taking.report(files.size(), found.size());
  }

  /// The session that these files have for themselves.
  private Session own(String name, @Nullable String external) {
    if (external != null && external.length() <= 500) {
      Session known = sessions.findExternal(TOOL, external).orElse(null);
      if (known != null) {
        return known;
      }
    }
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("kind", "tasks");
    told.put("name", Texts.shorten(name, 150));
    told.put("intention", "Do what is to be done in " + Texts.shorten(name, 150));
    if (external != null && external.length() <= 500) {
      told.put("tool_name", TOOL);
      told.put("external_session_id", external);
    }
    return sessions.startUnfocused(NewSession.imported(told));
  }

  /// Writes the tasks of a session as other tools read them.
  public void export(String session, ListFormat format, OutputStream out) throws IOException {
    Session of = sessions.get(session);
    String id = of.id().toString();
    new ListWriter(of, groups.list(id), tasks.tree(id)).write(format, out);
  }
}
