package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.retention.RetentionPlan;
import dev.seshat.retention.RetentionRule;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// How long sessions are kept: the rules, what they would do now, and setting or removing one, which takes an owner.
public final class RetentionPage implements Pages {
  private final Visitors visitors;
  private final Renderer renderer;

  public RetentionPage(Visitors visitors, Renderer renderer) {
    this.visitors = visitors;
    this.renderer = renderer;
  }

  /// What the page shows.
  ///
  /// @param isOwner whether whoever looks at it may change the rules
  public record View(RetentionPlan plan, boolean isOwner) {
    /// The columns of the rules.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Kind"),
            Parts.Column.of("Archived"),
            Parts.Column.of("Erased"),
            Parts.Column.number("To archive now"),
            Parts.Column.number("To erase now"),
            Parts.Column.of("(Remove)"));

    public List<Parts.Tab> tabs() {
      return SettingsPage.tabs("retention");
    }

    /// A number of days as it stands in a table.
    public static String after(@Nullable Integer days, String since) {
      return days == null ? "never" : Format.counted(days, "day") + " " + since;
    }
  }

  @Override
  public void addTo(Site site) {
    site.page("/settings/retention", this::show)
        .form("/settings/retention", this::set)
        .form("/settings/retention/remove", this::remove);
  }

  private Seshat owner(Context ctx) {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.OWNER);
    return visitor.seshat();
  }

  private void show(Context ctx) {
    Params.of(ctx);
    Visitor visitor = visitors.of(ctx);
    View view = new View(visitor.seshat().retention().plan(), visitor.role().allows(Role.OWNER));
    renderer.page(ctx, "retention", "Retention", "settings", view);
  }

  private Site.Done set(Context ctx, Form form) {
    Seshat seshat = owner(ctx);
    form.only("kind", "archive", "erase");
    RetentionRule rule =
        new RetentionRule(form.required("kind", 64), days(form, "archive"), days(form, "erase"));
    seshat.retention().set(rule);
    return new Site.Done(
        "/settings/retention", "The rule is set; nothing is done until it is applied.");
  }

  private static @Nullable Integer days(Form form, String name) {
    String text = form.text(name);
    try {
      return text == null ? null : Integer.valueOf(text);
    } catch (NumberFormatException e) {
      throw new Invalid(name, "must be a number of days");
    }
  }

  private Site.Done remove(Context ctx, Form form) {
    form.only("kind");
    owner(ctx).retention().remove(form.required("kind", 64));
    return new Site.Done("/settings/retention", "The rule is removed.");
  }
}
