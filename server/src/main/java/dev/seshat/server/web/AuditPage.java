package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.audit.Audit;
import dev.seshat.audit.AuditEntry;
import dev.seshat.audit.AuditQuery;
import dev.seshat.server.http.Params;
import io.javalin.http.Context;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Who changed what: the audit log, newest first, with the check of its chain and all of it as a file.
public final class AuditPage implements Pages {
  private static final String ICON =
      "M12 3l7 3v5c0 4.6-2.8 8-7 10-4.2-2-7-5.4-7-10V6zM9 11.5l2.2 2.2L15.5 9.5";
  private static final Map<String, String> TITLES = titles();

  private final Seshat seshat;
  private final Renderer renderer;

  public AuditPage(Seshat seshat, Renderer renderer) {
    this.seshat = seshat;
    this.renderer = renderer;
  }

  private static Map<String, String> titles() {
    Map<String, String> titles = new LinkedHashMap<>();
    titles.put("actor", "Who");
    titles.put("entity", "Thing");
    titles.put("entity_id", "Id");
    titles.put("action", "Action");
    titles.put("session", "Session");
    titles.put("from", "From");
    titles.put("to", "To");
    return titles;
  }

  /// What the page shows.
  ///
  /// @param next the address of the entries before these; null at the end
  /// @param chain what the check found; null if it was not asked for
  public record View(
      Link here,
      List<Deed> deeds,
      @Nullable String next,
      List<String> actors,
      long entries,
      Audit.@Nullable Verification chain) {
    /// The columns of the log.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.number("No."),
            Parts.Column.of("When"),
            Parts.Column.of("Who"),
            Parts.Column.of("What"));

    public String asked(String name) {
      return here.params().getOrDefault(name, "");
    }

    public List<Parts.Chip> chips() {
      return Parts.chips(here, TITLES);
    }

    public boolean filtered() {
      return !chips().isEmpty();
    }

    /// The same page with the chain checked.
    public String verifying() {
      return here.with("verify", "true").toString();
    }
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.RECORD, "Audit", "/audit", 'a', ICON).page("/audit", this::show);
  }

  private void show(Context ctx) {
    Params params =
        Params.of(
            ctx,
            "actor",
            "entity",
            "entity_id",
            "action",
            "session",
            "from",
            "to",
            "cursor",
            "shown",
            "verify");
    Reader reader = Reader.of(ctx);
    int limit = reader.rows(params);
    Link here = new Link("/audit", params.all()).with("shown", null).with("verify", null);
    List<AuditEntry> found = seshat.audit().find(query(params, reader));
    String next =
        found.size() < limit ? null : here.with("cursor", found.getLast().seq()).toString();
    View view =
        new View(
            here,
            Deeds.of(seshat, found),
            next,
            seshat.audit().actors(),
            seshat.audit().newest(),
            params.flag("verify") ? seshat.audit().verify() : null);
    renderer.page(ctx, "audit", "Audit", "audit", view);
  }

  private AuditQuery query(Params params, Reader reader) {
    String session = params.text("session");
    return new AuditQuery(
        params.text("actor"),
        params.text("action"),
        params.text("entity"),
        params.text("entity_id"),
        session == null ? null : seshat.sessions().get(session).id().toString(),
        reader.from(params),
        reader.to(params),
        params.positive("cursor"),
        reader.rows(params));
  }
}
