package dev.seshat.search;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.search.Plan.Counted;
import java.util.List;
import org.junit.jupiter.api.Test;

class PlanTest {
  private static Counted counted(String stem, double entries) {
    return new Counted(new Term.Word(stem), entries, Bm25.idf(1_000_000, entries));
  }

  @Test
  void scoresEveryEntryOfASmallStore() {
    List<Counted> terms = List.of(counted("common", 4_000), counted("rare", 3));
    Plan plan = Plan.of(terms, false, Plan.SMALL);
    assertThat(plan.base()).isEqualTo(terms);
    assertThat(plan.common()).isEmpty();
    assertThat(plan.candidates()).isGreaterThanOrEqualTo(Plan.SMALL);
  }

  @Test
  void letsTheRarestWordsOfALargeStoreChoose() {
    Counted rare = counted("rare", 100);
    Counted rarer = counted("rarer", 5);
    Counted medium = counted("medium", 1_000);
    Counted common = counted("common", 300_000);
    Plan plan = Plan.of(List.of(common, rare, medium, rarer), false, 1_000_000);
    assertThat(plan.base()).containsExactly(rarer, rare, medium);
    assertThat(plan.common()).containsExactly(common);
    assertThat(plan.candidates()).isEqualTo(Plan.CANDIDATES);
  }

  @Test
  void takesTheRarestEvenIfItIsCommon() {
    Counted often = counted("often", 200_000);
    Counted always = counted("always", 900_000);
    Plan plan = Plan.of(List.of(always, often), false, 1_000_000);
    assertThat(plan.base()).containsExactly(often);
    assertThat(plan.common()).containsExactly(always);
  }
}
