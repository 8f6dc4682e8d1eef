package dev.seshat.people;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

class PseudonymsTest {
  private static Map<String, Object> called(String name, String pseudonym) {
    return Map.of("person_name", name, "pseudonym", pseudonym, "use_real_name", false);
  }

  private static Pseudonyms of(TestStore store) {
    Seshat seshat = store.seshat();
    Storyteller rosa = seshat.storytellers().add(NewStoryteller.of("Rosa Lindner"));
    Map<String, @Nullable Object> told = new LinkedHashMap<>();
    told.put("event_type", "family");
    told.put("event_name", "The family");
    told.put(
        "participants",
        List.of(
            called("Karl Lindner", "Otto"),
            called("Karl", "Emil"),
            called("James", "Fritz"),
            called("Rose", "Berta"),
            called("A.B (son)", "C"),
            Map.of("person_name", "Hans", "relationship", "uncle", "use_real_name", false),
            Map.of("person_name", "Dr. Kern")));
    told.put(
        "details",
        List.of(
            Map.of("detail_key", "rent", "detail_value", "40", "is_private", true),
            Map.of("detail_key", "place", "detail_value", "of Karl")));
    told.put("trauma", Map.of("trauma_status", "resolved", "notes", "secret"));
    seshat.lifeEvents().add("Rosa Lindner", NewLifeEvent.fromJson(told));
    return Pseudonyms.of(rosa, seshat.lifeEvents().ofStoryteller("Rosa Lindner"));
  }

  @EveryStore
  void namesAreReplacedWholeAndTheLongestFirst(TestStore store) {
    Pseudonyms names = of(store);
    assertThat(names.applied("Karl Lindner and Karl met Rosa Lindner"))
        .isEqualTo("Otto and Emil met Rosa Lindner");
    assertThat(names.applied("karl  lindner, KARL")).isEqualTo("Otto, Emil");
    assertThat(names.applied("Karla and Karlsbad, McKarl")).isEqualTo("Karla and Karlsbad, McKarl");
    assertThat(names.applied("a rose for Rose")).isEqualTo("a rose for Berta");
    assertThat(names.applied("Karl's coat, Karl’s hat, James' dog, James's cat"))
        .isEqualTo("Emil's coat, Emil’s hat, Fritz's dog, Fritz's cat");
    assertThat(names.applied("They said 'Karl' and left")).isEqualTo("They said 'Emil' and left");
    assertThat(names.applied("Hans and Dr. Kern")).isEqualTo("the uncle and Dr. Kern");
    assertThat(names.applied("A.B (son) spoke, AxB (son) did not"))
        .isEqualTo("C spoke, AxB (son) did not");
    assertThat(names.applied("(Karl)-Karl_x")).isEqualTo("(Emil)-Karl_x");
    assertThat(names.applied((Object) Map.of("mentions_people", List.of("Karl"), "n", 3)))
        .isEqualTo(Map.of("mentions_people", List.of("Emil"), "n", 3));
  }

  @EveryStore
  void anEventIsSharedWithoutWhatIsPrivate(TestStore store) {
    Pseudonyms names = of(store);
    LifeEvent event = store.seshat().lifeEvents().ofStoryteller("Rosa Lindner").getFirst();
    String shared = String.valueOf(names.shared(event));
    assertThat(shared)
        .doesNotContain("rent", "secret", "Karl", "Hans", "pseudonym")
        .contains("of Emil", "Otto", "Dr. Kern");
    List<LifeEvent> omitted = new ArrayList<>();
    omitted.add(
        store
            .seshat()
            .lifeEvents()
            .change(event.id().toString(), Map.of("include_level", "omit"), null));
    assertThat(omitted).allMatch(each -> names.shared(each) == null);
  }
}
