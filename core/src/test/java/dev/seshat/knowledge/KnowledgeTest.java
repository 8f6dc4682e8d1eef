package dev.seshat.knowledge;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.within;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.search.Recollection;
import dev.seshat.search.SearchFilter;
import dev.seshat.session.Ending;
import dev.seshat.session.NewSession;
import dev.seshat.session.Outcome;
import dev.seshat.session.Session;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestClock;
import dev.seshat.testing.TestStore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/// What is known for a description, and found by words.
class KnowledgeTest {
  private static void teach(Seshat seshat) {
    pattern(
        seshat, "grain", "technique", "Analog texture is wanted", "Say 'film grain, 35mm'", 5, 0);
    pattern(seshat, "neon", "lighting", "Neon light is dull", "Name two colors", 1, 0);
    pattern(seshat, "rain", "mood", "Rain looks dry", "Ask for wet asphalt reflections", 0, 0);
    pattern(seshat, "wash", Health.FAILURE_MODE, "'Wash' makes swatches of rain", "Avoid it", 0, 2);
    pattern(seshat, "hazy", "mood", "Film grain gets lost in haze", "No haze", 1, 3);
    seshat.keywords().rate(NewKeyword.of("cobalt blue", "Cold color", Effectiveness.GOOD));
  }

  private static void pattern(
      Seshat seshat,
      String id,
      String category,
      String problem,
      String solution,
      int good,
      int bad) {
    seshat.patterns().add(NewPattern.of(category, problem, solution).withId(id));
    for (int i = 0; i < good + bad; i++) {
      EvidenceOutcome outcome = i < good ? EvidenceOutcome.SUPPORTED : EvidenceOutcome.CONTRADICTED;
      seshat.patterns().validate(id, outcome, Validator.AGENT, null);
    }
  }

  @Test
  void theCoverageIsTheFormulas() {
    assertThat(new Coverage(1, 1, 1, 4, 1, 1).value())
        .isCloseTo(0.40 + 0.30 / 4 + 0.15, within(1e-9));
    assertThat(new Coverage(0, 1, 0, 4, 0, 0).value()).isCloseTo(0.40 / 3, within(1e-9));
    assertThat(new Coverage(9, 9, 9, 2, 2, 9).value()).isCloseTo(1, within(1e-9));
    assertThat(new Coverage(0, 0, 0, 1, 0, 2).wantsResearch()).as("0.3 is enough").isFalse();
    assertThat(new Coverage(0, 0, 1, 1, 0, 1).wantsResearch()).isTrue();
  }

  @EveryStore
  void whatFitsIsToldWithItsCoverage(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    teach(seshat);
    Applied found =
        seshat.knowledge().apply("A street in the rain, neon light and film grain", null, 10);
    assertThat(found.patterns())
        .extracting(each -> each.pattern().id() + " " + each.fit().word())
        .as("what fails without being a trap is left out")
        .containsExactly("grain strong", "neon likely", "rain worth", "wash worth");
    assertThat(found.unknown()).containsExactly("street", "rain");
    assertThat(found.coverage()).isEqualTo(new Coverage(1, 1, 2, 4, 2, 0));
    assertThat(found.recorded()).isEmpty();
    Applied other = seshat.knowledge().apply("Gothic cathedral", null, 10);
    assertThat(other.coverage().value()).isZero();
    assertThat(other.coverage().wantsResearch()).isTrue();
    assertThat(other.unknown()).containsExactly("Gothic cathedral");
    assertThatThrownBy(() -> seshat.knowledge().apply("of the", null, 10))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> seshat.knowledge().apply("x".repeat(1_001), null, 10))
        .isInstanceOf(Invalid.class);
  }

  @EveryStore
  void aSessionThatIsNamedNotesWhatItApplies(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    teach(seshat);
    Session session = seshat.sessions().start(NewSession.of("Neon light in the rain"));
    Applied found = seshat.knowledge().apply("neon light, film grain, rain", session.shortId(), 10);
    assertThat(found.recorded()).containsExactly("grain", "neon");
    assertThat(seshat.sessionPatterns().list(session.shortId()))
        .extracting(AppliedPattern::patternId)
        .containsExactly("grain", "neon");
    assertThat(seshat.briefs().brief(session.shortId(), 2_000))
        .contains("## Patterns")
        .contains("applied: grain")
        .contains("worth applying: rain");
  }

  @EveryStore
  void sessionsThatSucceededWithTheLikeCount(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    teach(seshat);
    for (int i = 0; i < 3; i++) {
      Session session = seshat.sessions().start(NewSession.of("A street in the rain, run " + i));
      if (i < 2) {
        seshat.sessions().complete(session.shortId(), Ending.of(Outcome.SUCCESS));
      }
    }
    Applied found = seshat.knowledge().apply("street in the rain", null, 10);
    assertThat(found.similar()).hasSize(2);
    assertThat(found.coverage().similar()).isEqualTo(2);
    assertThat(found.coverage().value()).isGreaterThanOrEqualTo(0.3);
  }

  @EveryStore
  void aKeywordWithGoodUsesIsGoodData(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    teach(seshat);
    assertThat(seshat.knowledge().apply("cobalt blue", null, 10).unknown())
        .as("nobody has seen it work")
        .hasSize(1);
    seshat
        .knowledgeFiles()
        .importText(
            "k",
            "# Keyword Effectiveness\n\n## Good (1 keywords)\n\n### cobalt blue\n"
                + "- **Intended effect:** Cold color\n- **Usage:** 4 used, 3 effective\n");
    Applied found = seshat.knowledge().apply("cobalt blue", null, 10);
    assertThat(found.keywords()).extracting(Keyword::keyword).containsExactly("cobalt blue");
    assertThat(found.unknown()).isEmpty();
  }

  @EveryStore
  void patternsAreRecalledAndFoundAsLongAsTheyAreThere(TestStore store) throws IOException {
    Seshat seshat = store.seshat(new TestClock());
    teach(seshat);
    Path own = seshat.folder().resolve("knowledge/prompt-templates");
    Files.createDirectories(own);
    Files.writeString(own.resolve("street.md"), "# Street\n\n## Wet\n\nWet asphalt at night.\n");
    Recollection recalled = seshat.recall().recall("wet asphalt", 500, SearchFilter.none());
    assertThat(recalled.text())
        .isEqualTo("[pattern rain 0/0] Rain looks dry → Ask for wet asphalt reflections");
    assertThat(recalled.tokens()).isLessThanOrEqualTo(500);
    assertThat(seshat.knowledge().search("wet asphalt", 10))
        .extracting(each -> each.kind() + " " + each.id())
        .containsExactly("file prompt-templates/street", "pattern rain");
    assertThat(seshat.knowledge().search("cold", 10))
        .extracting(KnowledgeHit::title)
        .containsExactly("cobalt blue");
    seshat.search().reindex(done -> {});
    assertThat(seshat.doctor().examine().problems()).isEmpty();
    seshat.patterns().forget("rain", "of no use");
    assertThat(seshat.recall().recall("wet asphalt", 500, SearchFilter.none()).patterns())
        .isEmpty();
    assertThat(seshat.knowledge().search("asphalt", 10)).hasSize(1);
  }

  @EveryStore
  void theOverviewCountsWhatThereIs(TestStore store) {
    Seshat seshat = store.seshat(new TestClock());
    teach(seshat);
    seshat.patterns().forget("hazy", "wrong");
    KnowledgeOverview overview = seshat.knowledge().overview();
    assertThat(overview.patterns()).isEqualTo(4);
    assertThat(overview.forgotten()).isEqualTo(1);
    assertThat(overview.categories())
        .extracting(KnowledgeOverview.Category::category)
        .containsExactly("failure-mode", "lighting", "mood", "technique");
    assertThat(overview.keywords()).containsExactly(java.util.Map.entry("good", 1L));
  }
}
