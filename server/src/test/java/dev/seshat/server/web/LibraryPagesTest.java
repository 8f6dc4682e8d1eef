package dev.seshat.server.web;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.gallery.Image;
import dev.seshat.gallery.NewImage;
import dev.seshat.knowledge.Effectiveness;
import dev.seshat.knowledge.EvidenceOutcome;
import dev.seshat.knowledge.NewEvidence;
import dev.seshat.knowledge.NewKeyword;
import dev.seshat.knowledge.NewPattern;
import dev.seshat.knowledge.Validator;
import dev.seshat.prompting.NewIteration;
import dev.seshat.server.fuzz.Pictures;
import dev.seshat.session.Ending;
import dev.seshat.session.NewSession;
import java.util.List;
import org.junit.jupiter.api.Test;

/// The pages of pictures and of knowledge as a browser gets them.
class LibraryPagesTest extends PageCase {
  private String prompting() {
    return client
        .seshat
        .sessions()
        .startUnfocused(NewSession.of("Draw a ford").kind("prompting"))
        .id()
        .toString();
  }

  @Test
  void whatAnIterationBroughtForthIsMeasuredBesideItsReference() {
    String session = prompting();
    client.seshat.iterations().log(session, NewIteration.of("a ford"));
    Image early = add(session, NewImage.of(1, 1), 2);
    String place = "/sessions/" + session + "/iterations";
    assertThat(page(place)).contains(early.imageId()).doesNotContain("Measured against");
    Image reference = add(session, NewImage.reference(), 1);
    Image second = add(session, NewImage.reference(), 5);
    Image late = add(session, NewImage.of(1, 2), 1);
    String body = page(place);
    assertThat(body)
        .contains("Measured against the reference", "href=\"/gallery/" + late.imageId() + "\"")
        .containsPattern("structure <b>1.00</b></span><span>colours <b>0.00</b>")
        .containsPattern("<figure><img class=\"shot\" src=\"/api/v1/images/" + reference.imageId());
    assertThat(body.split("structure <b>", -1)).as("of both").hasSize(3);
    assertThat(page("/gallery/" + late.imageId()))
        .contains("data-slide", "Structure (1 is the same)", "/gallery/" + reference.imageId())
        .doesNotContain(second.imageId() + "/thumbnail?size=768");
    assertThat(page("/gallery?kind=reference"))
        .contains(reference.imageId(), second.imageId())
        .doesNotContain(late.imageId());
  }

  private Image add(String session, NewImage told, long seed) {
    return client.seshat.images().add(session, told, Pictures.png(seed));
  }

  @Test
  void everyTabOfKnowledgeShowsWhatItSays() {
    assertThat(page("/knowledge")).contains("Nothing is known yet");
    assertThat(page("/knowledge/sessions")).contains("Sessions");
    String id =
        client
            .seshat
            .patterns()
            .add(NewPattern.of("lighting", "Flat <b>night</b>", "One warm lamp"))
            .id();
    client
        .seshat
        .patterns()
        .validate(id, NewEvidence.of(EvidenceOutcome.SUPPORTED, Validator.PERSON), null, null);
    client.seshat.keywords().rate(NewKeyword.of("warm lamp", "Warm light", Effectiveness.GOOD));
    String session = prompting();
    for (int i = 0; i < 2; i++) {
      client
          .seshat
          .iterations()
          .log(
              session,
              NewIteration.of("a ford, take " + i)
                  .withLessons(List.of(), List.of("two style references")));
    }
    client.seshat.sessions().complete(session, Ending.none());
    client.seshat.reflection().reflect(session);
    assertThat(page("/knowledge"))
        .contains("Flat &lt;b", "100 % (1/1)", "two style references")
        .contains("/knowledge/pattern/" + id);
    assertThat(page("/knowledge/pattern/" + id)).contains("By persons", "One warm lamp");
    assertThat(page("/knowledge/keywords")).contains("warm lamp", "Warm light");
    assertThat(page("/knowledge/failures")).contains("two style references");
    assertThat(page("/knowledge/sessions")).contains("/sessions/" + session);
    assertThat(page("/knowledge/files")).contains("learned-patterns", "keyword-effectiveness");
    assertThat(client.get("/knowledge/pattern/none").status()).isEqualTo(404);
    assertThat(client.get("/knowledge/files?name=../../etc/passwd").status()).isEqualTo(404);
  }
}
