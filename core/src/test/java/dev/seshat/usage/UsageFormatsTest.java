package dev.seshat.usage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import java.math.BigDecimal;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

class UsageFormatsTest {
  private static UsageRow row(String key, String cost) {
    TokenCounts tokens = TokenCounts.of(1, 2, 3, 4, 5).withReasoning(1);
    return new UsageRow(key, key, 1, tokens, new BigDecimal(cost), CostGrade.COMPUTED, 0, 0);
  }

  private static UsageRow unpriced(String key) {
    return new UsageRow(key, key, 2, TokenCounts.of(7, 0), null, CostGrade.UNPRICED, 2, 0);
  }

  private static UsageSummary summary(UsageRow... rows) {
    return new UsageSummary(
        UsageQuery.by(UsageDimension.MODEL), List.of(rows), Totals.of(List.of(rows)));
  }

  @Test
  void csvIsQuotedWhereItMustBe() {
    assertThat(summary(row("a,b", "0.25"), row("say \"so\"", "1"), unpriced("x")).toCsv())
        .isEqualTo(
            "key,label,requests,input_tokens,cache_read_tokens,cache_write_tokens,cache_write_5m_tokens,cache_write_1h_tokens,"
                + "output_tokens,reasoning_tokens,total_tokens,cost_usd,cost_grade,unpriced_requests,lower_bound_requests\r\n"
                + "\"a,b\",\"a,b\",1,1,2,7,3,4,5,1,15,0.25,computed,0,0\r\n"
                + "\"say \"\"so\"\"\",\"say \"\"so\"\"\",1,1,2,7,3,4,5,1,15,1,computed,0,0\r\n"
                + "x,x,2,7,0,0,0,0,0,0,7,,unpriced,2,0\r\n");
  }

  @Test
  void aNameThatLooksLikeAFormulaIsNone() {
    for (String name : List.of("=1+1", "+1", "-1", "@SUM(A1)", "\t=1")) {
      assertThat(summary(row(name, "1")).toCsv().lines().skip(1).findFirst().orElse(""))
          .startsWith("'" + name + ",");
    }
  }

  @Test
  void smallCostsAreWrittenOut() {
    assertThat(summary(row("m", "0.000000001")).toCsv()).contains(",0.000000001,");
  }

  @Test
  void jsonHasRowsAndTheirTotals() {
    Map<String, @Nullable Object> json =
        Json.parseObject("", summary(row("a", "0.25"), unpriced("b")).toJson());
    assertThat(json)
        .containsEntry("by", "model")
        .containsEntry("zone", "UTC")
        .containsKeys("rows", "totals");
    assertThat(JsonFields.object(json, "totals"))
        .containsEntry("input_tokens", 8)
        .containsEntry("output_tokens", 5)
        .containsEntry("cache_write_tokens", 7)
        .containsEntry("cache_read_tokens", 2)
        .containsEntry("cost_usd", new BigDecimal("0.25"))
        .containsEntry("cost_grade", "unpriced")
        .containsEntry("unpriced_requests", 2);
    assertThat(JsonFields.objects(json, "rows").get(1))
        .containsEntry("key", "b")
        .containsEntry("cost_usd", null);
  }

  @Test
  void nothingAtAllCostsNothingAndOnlyUnpricedIsUnknown() {
    assertThat(summary().totals().costUsd()).isEqualByComparingTo("0");
    assertThat(summary(unpriced("b")).totals().costUsd()).isNull();
  }

  @Test
  void queriesThatMakeNoSenseAreRefusedByName() {
    assertThatThrownBy(() -> UsageDimension.of("planet"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("day, month");
    assertThat(UsageDimension.of(" User ")).isEqualTo(UsageDimension.PERSON);
    assertThatThrownBy(() -> UsageQuery.zone("Mars/Olympus"))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("zone");
    UsageQuery query = UsageQuery.by(UsageDimension.DAY);
    assertThatThrownBy(() -> query.withZone(UsageQuery.zone("+05:50")))
        .isInstanceOf(Invalid.class)
        .hasMessageContaining("quarters");
    assertThatThrownBy(() -> query.withDays(LocalDate.of(2026, 2, 2), LocalDate.of(2026, 2, 1)))
        .isInstanceOf(Invalid.class);
  }
}
