package dev.seshat.session;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import dev.seshat.Page;
import dev.seshat.Seshat;
import dev.seshat.SeshatException.Conflict;
import dev.seshat.SeshatException.IllegalTransition;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.people.NewStoryteller;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.TestStore;
import java.util.ArrayList;
import java.util.List;
import java.util.UUID;

class ArtifactReviewTest {
  @EveryStore
  void isApprovedOrSentBackWithAReason(TestStore store) {
    Seshat seshat = store.seshat();
    String session = seshat.sessions().start(NewSession.of("Talk")).shortId();
    Artifact made =
        seshat.artifacts().add(session, NewArtifact.of("scene_capture", "Door", "A door"));
    assertThat(made.state()).isEqualTo(ArtifactState.PROVISIONAL);
    assertThatThrownBy(() -> seshat.artifacts().sendBack(made.id(), " ", null))
        .isInstanceOf(Invalid.class);
    assertThatThrownBy(() -> seshat.artifacts().sendBack(made.id(), "Which?", 7L))
        .isInstanceOf(Conflict.class);
    Artifact back = seshat.artifacts().sendBack(made.id(), "Which door?", made.version());
    assertThat(back.state()).isEqualTo(ArtifactState.RETURNED);
    assertThat(back.toJson())
        .containsEntry("return_reason", "Which door?")
        .containsEntry("is_provisional", false);
    assertThat(seshat.artifacts().sendBack(made.id(), "Which door?", null)).isEqualTo(back);
    Artifact named =
        seshat.artifacts().change(made.id(), new ArtifactChange("Doors", null, null, null), null);
    assertThat(named.state()).isEqualTo(ArtifactState.RETURNED);
    Artifact better =
        seshat.artifacts().change(made.id(), new ArtifactChange(null, "Green", null, null), null);
    assertThat(better.state()).isEqualTo(ArtifactState.PROVISIONAL);
    assertThat(better.returnReason()).isNull();
    assertThat(better.isProvisional()).isTrue();
    seshat.artifacts().sendBack(made.id(), "How green?", null);
    Artifact approved = seshat.artifacts().approve(made.id(), null);
    assertThat(approved.state()).isEqualTo(ArtifactState.APPROVED);
    assertThat(approved.returnReason()).isNull();
    assertThatThrownBy(() -> seshat.artifacts().sendBack(made.id(), "No", null))
        .isInstanceOf(IllegalTransition.class);
  }

  @EveryStore
  void standsInAQueueThatIsPagedAndFiltered(TestStore store) {
    Seshat seshat = store.seshat();
    UUID rose = seshat.storytellers().add(NewStoryteller.of("Rose")).id();
    String hers =
        seshat
            .sessions()
            .create(NewSession.of("Talk").with(SessionField.STORYTELLER_ID, rose))
            .shortId();
    String other = seshat.sessions().create(NewSession.of("Code")).shortId();
    List<UUID> all = new ArrayList<>();
    for (int i = 0; i < 5; i++) {
      all.add(seshat.artifacts().add(hers, NewArtifact.of("scene_capture", "S" + i, "x")).id());
      all.add(seshat.artifacts().add(other, NewArtifact.of("plan", "P" + i, "x")).id());
    }
    List<UUID> seen = new ArrayList<>();
    ArtifactFilter filter = ArtifactFilter.all().withState(ArtifactState.PROVISIONAL).withLimit(3);
    String cursor = null;
    do {
      Page<Artifact> page = seshat.artifacts().list(filter.withCursor(cursor));
      page.items().forEach(each -> seen.add(each.id()));
      cursor = page.next();
    } while (cursor != null);
    assertThat(seen).containsExactlyInAnyOrderElementsOf(all).doesNotHaveDuplicates();
    seshat.artifacts().approve(all.get(0), null);
    seshat.artifacts().sendBack(all.get(2), "Shorter", null);
    assertThat(names(seshat, ArtifactFilter.all().withState(ArtifactState.APPROVED)))
        .containsExactly("S0");
    assertThat(names(seshat, ArtifactFilter.all().withState(ArtifactState.RETURNED)))
        .containsExactly("S1");
    assertThat(names(seshat, ArtifactFilter.all().withStoryteller(rose))).hasSize(5);
    assertThat(names(seshat, ArtifactFilter.all().withType("plan").withSession(other))).hasSize(5);
    assertThat(names(seshat, ArtifactFilter.all().withType("plan").withSession(hers))).isEmpty();
    assertThatThrownBy(() -> seshat.artifacts().list(ArtifactFilter.all().withCursor("x")))
        .isInstanceOf(Invalid.class);
  }

  private static List<String> names(Seshat seshat, ArtifactFilter filter) {
    return seshat.artifacts().list(filter).items().stream()
        .map(each -> String.valueOf(each.artifactName()))
        .toList();
  }
}
