package dev.seshat.interview;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.Seshat;
import dev.seshat.gallery.NewImage;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.NewLifeEvent;
import dev.seshat.people.NewStoryteller;
import dev.seshat.session.Answer;
import dev.seshat.session.NewArtifact;
import dev.seshat.session.NewInteraction;
import dev.seshat.session.NewNote;
import dev.seshat.testing.EveryStore;
import dev.seshat.testing.InterviewCase;
import dev.seshat.testing.TestStore;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import javax.imageio.ImageIO;

class LifeExportTest {
  private static Map<String, String> exported(Seshat seshat, String who, boolean isShared)
      throws IOException {
    ByteArrayOutputStream out = new ByteArrayOutputStream();
    seshat.lifeExport().write(who, isShared, out);
    Map<String, String> entries = new LinkedHashMap<>();
    try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(out.toByteArray()))) {
      for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
        assertThat(entry.getName()).matches("[a-z]+(/[A-Za-z0-9_-]+)?\\.(json|md|png)");
        entries.put(entry.getName(), new String(zip.readAllBytes(), StandardCharsets.UTF_8));
      }
    }
    return entries;
  }

  private static String session(Seshat seshat) throws IOException {
    InterviewCase rose = InterviewCase.in(seshat, "Rose");
    String in = rose.session().shortId();
    LifeEvent event = rose.event();
    seshat
        .lifeEvents()
        .change(
            event.id().toString(),
            Map.of(
                "details",
                java.util.List.of(
                    Map.of("detail_key", "rent", "detail_value", "forty", "is_private", true))),
            null);
    seshat
        .interactions()
        .append(in, NewInteraction.message("user", "Ada Kern's coat, # not a title"));
    seshat.artifacts().add(in, NewArtifact.of("scene_capture", "The coat", "Ada wore it."));
    seshat.notes().add(in, NewNote.of("insight", "She trembled"));
    seshat.lifeEvents().add("Rose", NewLifeEvent.of("other", "../../etc/passwd"));
    ByteArrayOutputStream png = new ByteArrayOutputStream();
    ImageIO.write(new BufferedImage(40, 30, BufferedImage.TYPE_INT_RGB), "png", png);
    seshat.images().add(in, NewImage.reference(), png.toByteArray());
    InterviewCase.in(seshat, "Paul");
    return in;
  }

  @EveryStore
  void whatIsSharedHasNothingAboutAnEventThatIsLeftOut(TestStore store) throws IOException {
    Seshat seshat = store.seshat();
    seshat.storytellers().add(NewStoryteller.of("Rose"));
    seshat.storytellers().consent("Rose", true, null);
    String school =
        seshat.lifeEvents().add("Rose", NewLifeEvent.of("school", "First school")).id().toString();
    String in =
        seshat.planning().planSessionsForEvent(school, null, 7, "life-story").getFirst().shortId();
    seshat.sessions().activate(in);
    seshat.interviews().nextPrompt(in);
    seshat.interviews().answer(in, null, Answer.of("The smell of chalk."));
    String entry = "sessions/" + in + ".json";
    assertThat(exported(seshat, "Rose", true).get(entry)).contains("chalk", school);
    seshat.lifeEvents().change(school, Map.of("include_level", "omit"), null);
    Map<String, String> shared = exported(seshat, "Rose", true);
    assertThat(shared.get(entry)).doesNotContain("chalk", school);
    assertThat(shared.get("story.md")).doesNotContain("chalk");
    assertThat(exported(seshat, "Rose", false).get(entry)).contains("chalk", school);
  }

  @EveryStore
  void theirOwnCopyIsWhole(TestStore store) throws IOException {
    Seshat seshat = store.seshat();
    String in = session(seshat);
    Map<String, String> whole = exported(seshat, "Rose", false);
    assertThat(whole.keySet())
        .contains("storyteller.json", "sessions/" + in + ".json", "story.md")
        .hasSize(4);
    assertThat(whole.get("storyteller.json")).contains("Ada Kern", "forty", "maximum_tier");
    assertThat(whole.get("sessions/" + in + ".json")).contains("Ada Kern's coat", "trembled");
    assertThat(whole.get("story.md"))
        .contains("# Rose", "- When: about 1938", "> Ada Kern's coat, # not a title", "The coat");
    assertThat(String.join("", whole.values())).doesNotContain("Paul");
  }

  @EveryStore
  void whatIsSharedNamesNobodyWhoDoesNotWantIt(TestStore store) throws IOException {
    Seshat seshat = store.seshat();
    String in = session(seshat);
    Map<String, String> shared = exported(seshat, "Rose", true);
    assertThat(shared).hasSize(3);
    assertThat(String.join("", shared.values()))
        .doesNotContain("Ada", "Kern", "forty", "trembled", "maximum_tier", "by letter", "Paul")
        .contains("Clara's coat");
    assertThat(shared.get("sessions/" + in + ".json")).contains("A green door.");
    assertThat(shared.get("story.md")).contains("Clara wore it.");
  }
}
