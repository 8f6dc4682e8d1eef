package dev.seshat.server.web;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.access.Role;
import dev.seshat.budget.Budgets;
import dev.seshat.budget.NewBudget;
import dev.seshat.budget.Period;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import dev.seshat.usage.UsageQuery;
import io.javalin.http.Context;
import java.math.BigDecimal;

/// What the forms of the page of usage do: set a budget, remove one. It takes an owner.
public record BudgetForms(Visitors visitors) implements Pages {
  private static final String USAGE = "/usage";

  @Override
  public void addTo(Site site) {
    site.form("/usage/budgets", this::set).form("/usage/budgets/remove", this::remove);
  }

  private Budgets budgets(Context ctx) {
    Visitor visitor = visitors.of(ctx);
    visitor.require(Role.OWNER);
    return visitor.seshat().budgets();
  }

  private Site.Done set(Context ctx, Form form) {
    Budgets budgets = budgets(ctx);
    form.only("limit", "project", "user", "period", "zone", "hard");
    NewBudget budget =
        new NewBudget(
            form.text("project"),
            form.text("user"),
            Period.of(form.required("period", 10)),
            UsageQuery.zone(form.required("zone", 60)),
            dollars(form.required("limit", 30)),
            form.ticked("hard"));
    String whose = budgets.set(budget).budget().whose();
    budgets.check();
    return new Site.Done(USAGE, "The budget for " + Texts.shorten(whose, 80) + " is set.");
  }

  private static BigDecimal dollars(String text) {
    if (!text.matches("\\d{1,8}([.,]\\d{1,9})?")) {
      throw new Invalid("limit", "must be a number of US dollars such as 50 or 12.50");
    }
    return new BigDecimal(text.replace(',', '.'));
  }

  private Site.Done remove(Context ctx, Form form) {
    form.only("id");
    budgets(ctx).remove(Params.positive("id", form.required("id", 19)));
    return new Site.Done(USAGE, "The budget is removed.");
  }
}
