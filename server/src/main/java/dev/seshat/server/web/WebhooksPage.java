package dev.seshat.server.web;

import dev.seshat.access.Role;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import dev.seshat.webhook.EventPatterns;
import dev.seshat.webhook.NewWebhook;
import dev.seshat.webhook.Webhook;
import dev.seshat.webhook.Webhooks;
import io.javalin.http.Context;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who is told of changes over HTTP: seeing, adding, testing and removing them; for owners.
public final class WebhooksPage implements Pages {
  private static final String PATH = "/settings/webhooks";

  private final Visitors visitors;
  private final Renderer renderer;

  public WebhooksPage(Visitors visitors, Renderer renderer) {
    this.visitors = visitors;
    this.renderer = renderer;
  }

  /// What the page shows.
  ///
  /// @param made the webhook that was just added, with its secret; null where none was
  public record View(List<Webhook> webhooks, Webhooks.@Nullable Made made) {
    /// The columns of the webhooks.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Name"),
            Parts.Column.of("Told of"),
            Parts.Column.of("Last answer"),
            Parts.Column.of("(What to do)"));

    public List<Parts.Tab> tabs() {
      return SettingsPage.tabs("webhooks");
    }
  }

  @Override
  public void addTo(Site site) {
    site.page(PATH, this::show)
        .form(PATH, this::add)
        .form(PATH + "/{id}/test", this::test)
        .form(PATH + "/{id}/switch", this::toggle)
        .form(PATH + "/{id}/remove", this::remove);
  }

  private Webhooks webhooks(Context ctx) {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.OWNER);
    return visitor.seshat().webhooks();
  }

  private void show(Context ctx) {
    Params.of(ctx);
    page(ctx, webhooks(ctx), null);
  }

  private void page(Context ctx, Webhooks webhooks, Webhooks.@Nullable Made made) {
    View view = new View(webhooks.list(), made);
    renderer.page(ctx, "webhooks", "Webhooks", "settings", view);
  }

  /// Answers with the page itself: the secret is in no address and in no cookie.
  private Site.@Nullable Done add(Context ctx, Form form) {
    Webhooks webhooks = webhooks(ctx);
    form.only("name", "url", "events", "private");
    List<String> events = List.of(form.required("events", 2_000).strip().split("[,\\s]+"));
    NewWebhook wanted =
        new NewWebhook(
            form.required("name", 100),
            form.required("url", 2_000),
            new EventPatterns(events),
            null,
            form.ticked("private"));
    page(ctx, webhooks, webhooks.add(wanted));
    return null;
  }

  private Site.Done test(Context ctx, Form form) {
    form.only();
    Webhooks.Tested tested = webhooks(ctx).test(ctx.pathParam("id"));
    return new Site.Done(
        PATH,
        tested.error() == null
            ? "Delivered: answered with status " + tested.status() + "."
            : "Not delivered: " + tested.error());
  }

  private Site.Done toggle(Context ctx, Form form) {
    form.only("on");
    Webhook webhook = webhooks(ctx).setEnabled(ctx.pathParam("id"), "yes".equals(form.text("on")));
    return new Site.Done(
        PATH, webhook.name() + (webhook.isEnabled() ? " is switched on." : " is switched off."));
  }

  private Site.Done remove(Context ctx, Form form) {
    form.only();
    Webhook gone = webhooks(ctx).remove(ctx.pathParam("id"));
    return new Site.Done(PATH, "The webhook " + gone.name() + " is removed.");
  }
}
