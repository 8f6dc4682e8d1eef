package dev.seshat.budget;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import dev.seshat.json.Fields;
import dev.seshat.usage.UsageQuery;
import java.math.BigDecimal;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/// A budget as it is set. There is one for each project (or all), person (or all) and period: setting it again changes it.
///
/// @param project whose usage counts; null for every project
/// @param userId whose usage counts; null for everybody
/// @param zone whose days the period is made of
/// @param limitUsd more than nothing, at most ten million, to the billionth of a dollar
/// @param isHard whether Seshat's own calls of models stop when it is spent
public record NewBudget(
    @Nullable String project,
    @Nullable String userId,
    Period period,
    ZoneId zone,
    BigDecimal limitUsd,
    boolean isHard) {
  private static final BigDecimal MOST = new BigDecimal(10_000_000);
  private static final int DECIMALS = 9;

  public NewBudget {
    project = project == null ? null : Texts.required("project", project, 200).strip();
    userId = userId == null ? null : Texts.required("user_id", userId, 200).strip();
    if (limitUsd.signum() <= 0
        || limitUsd.compareTo(MOST) > 0
        || limitUsd.stripTrailingZeros().scale() > DECIMALS) {
      throw new Invalid(
          "limit_usd", "must be more than 0 and at most 10000000 US dollars, with 9 decimals");
    }
  }

  /// By the name that people know it by, which is shown.
  private static final ZoneId UTC = ZoneId.of("UTC");

  /// So much a month, in UTC, for all usage.
  public static NewBudget monthly(BigDecimal limitUsd) {
    return new NewBudget(null, null, Period.MONTH, UTC, limitUsd, false);
  }

  /// The same for a project alone.
  public NewBudget withProject(@Nullable String name) {
    return new NewBudget(name, userId, period, zone, limitUsd, isHard);
  }

  /// The same for a person alone.
  public NewBudget withUserId(@Nullable String user) {
    return new NewBudget(project, user, period, zone, limitUsd, isHard);
  }

  public NewBudget withPeriod(Period other) {
    return new NewBudget(project, userId, other, zone, limitUsd, isHard);
  }

  public NewBudget withZone(ZoneId where) {
    return new NewBudget(project, userId, period, where, limitUsd, isHard);
  }

  public NewBudget withHard(boolean hard) {
    return new NewBudget(project, userId, period, zone, limitUsd, hard);
  }

  /// A budget from the fields of a JSON object.
  ///
  /// @throws Invalid naming the field that is unknown or breaks its rule
  public static NewBudget fromJson(Map<String, ? extends @Nullable Object> json) {
    Map<String, @Nullable Object> rest = new LinkedHashMap<>(json);
    BigDecimal limit = decimal(rest.remove("limit_usd"));
    Fields fields = new Fields(rest);
    String project = fields.text("project", 200);
    String user = fields.text("user_id", 200);
    String period = Objects.requireNonNullElse(fields.text("period", 10), "month");
    String zone = fields.text("zone", 60);
    boolean hard = fields.isSet("is_hard");
    fields.done();
    return new NewBudget(
        project, user, Period.of(period), zone == null ? UTC : UsageQuery.zone(zone), limit, hard);
  }

  private static BigDecimal decimal(@Nullable Object value) {
    if (value instanceof Number number) {
      return new BigDecimal(number.toString());
    }
    throw new Invalid("limit_usd", "must be a number of US dollars");
  }
}
