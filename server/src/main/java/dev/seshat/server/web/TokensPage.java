package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Issued;
import dev.seshat.access.NewToken;
import dev.seshat.access.Role;
import dev.seshat.access.Token;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import io.javalin.http.Context;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/// Who may come from elsewhere: the tokens, making one, whose secret is shown once, and taking one back. For owners.
public final class TokensPage implements Pages {
  /// How long a token may be made to last, in days; 0 is for ever.
  public static final List<Integer> DAYS = List.of(7, 30, 90, 365, 0);

  private final Visitors visitors;
  private final Renderer renderer;

  public TokensPage(Visitors visitors, Renderer renderer) {
    this.visitors = visitors;
    this.renderer = renderer;
  }

  /// What the page shows.
  ///
  /// @param issued the one that was just made; null if none was
  public record View(List<Token> tokens, @Nullable Issued issued) {
    /// The columns of the list.
    public static final List<Parts.Column> COLUMNS =
        List.of(
            Parts.Column.of("Name"),
            Parts.Column.of("Role"),
            Parts.Column.of("Expires"),
            Parts.Column.of("Last used"),
            Parts.Column.of("Made by"),
            Parts.Column.of("(Revoke)"));

    public List<Parts.Tab> tabs() {
      return SettingsPage.tabs("tokens");
    }
  }

  @Override
  public void addTo(Site site) {
    site.page("/settings/tokens", this::show)
        .form("/settings/tokens", this::create)
        .form("/settings/tokens/{id}/revoke", this::revoke);
  }

  private Seshat owner(Context ctx) {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.OWNER);
    return visitor.seshat();
  }

  private void show(Context ctx) {
    Params.of(ctx);
    page(ctx, owner(ctx), null);
  }

  private void page(Context ctx, Seshat seshat, @Nullable Issued issued) {
    View view = new View(seshat.access().list(), issued);
    renderer.page(ctx, "tokens", "Tokens", "settings", view);
  }

  /// Answers with the page itself: the secret is in no address and in no cookie.
  private Site.@Nullable Done create(Context ctx, Form form) {
    Seshat seshat = owner(ctx);
    form.only("name", "role", "days");
    int days = days(form.required("days", 4));
    NewToken wanted =
        new NewToken(
            form.required("name", 100),
            Role.of(form.required("role", 10)),
            days == 0 ? null : Duration.ofDays(days));
    page(ctx, seshat, seshat.access().create(wanted));
    return null;
  }

  private static int days(String text) {
    for (int days : DAYS) {
      if (text.equals(String.valueOf(days))) {
        return days;
      }
    }
    throw new Invalid("days", "must be one of " + DAYS + "; 0 is for ever");
  }

  private Site.Done revoke(Context ctx, Form form) {
    form.only();
    String id = Params.id("id", ctx.pathParam("id")).toString();
    Token gone = owner(ctx).access().revoke(id);
    return new Site.Done("/settings/tokens", "The token " + gone.name() + " is taken back.");
  }
}
