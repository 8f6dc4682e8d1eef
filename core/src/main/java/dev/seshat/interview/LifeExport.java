package dev.seshat.interview;

import dev.seshat.Page;
import dev.seshat.SeshatException.NotFound;
import dev.seshat.SeshatException.StoreUnavailable;
import dev.seshat.gallery.Image;
import dev.seshat.gallery.ImageFilter;
import dev.seshat.gallery.Images;
import dev.seshat.json.Json;
import dev.seshat.people.LifeEvent;
import dev.seshat.people.LifeEvents;
import dev.seshat.people.Pseudonyms;
import dev.seshat.people.Storyteller;
import dev.seshat.people.Storytellers;
import dev.seshat.session.Artifact;
import dev.seshat.session.Artifacts;
import dev.seshat.session.Interaction;
import dev.seshat.session.Interactions;
import dev.seshat.session.Note;
import dev.seshat.session.Notes;
import dev.seshat.session.Session;
import dev.seshat.session.Sessions;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.function.BiFunction;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.jspecify.annotations.Nullable;

/// All that is kept of somebody who is interviewed, as one ZIP: whole, for the person's own hands, or as it may be shared.
public final class LifeExport {
  /// The same in every ZIP, so that equal contents make equal entries.
  private static final LocalDateTime ENTRY_TIME = LocalDateTime.of(2000, 1, 1, 0, 0);

  private static final int PAGE = 200;
  private static final int MOST_SESSIONS = 1_000;

  private final Storytellers people;
  private final LifeEvents events;
  private final SessionEvents about;
  private final Sessions sessions;
  private final Interactions interactions;
  private final Notes notes;
  private final Artifacts artifacts;
  private final Images images;

  public LifeExport(
      Storytellers people,
      LifeEvents events,
      SessionEvents about,
      Sessions sessions,
      Interactions interactions,
      Notes notes,
      Artifacts artifacts,
      Images images) {
    this.people = people;
    this.events = events;
    this.about = about;
    this.sessions = sessions;
    this.interactions = interactions;
    this.notes = notes;
    this.artifacts = artifacts;
    this.images = images;
  }

  /// What was written.
  public record Written(long sessions, long events, long images) {
    public Map<String, Object> toJson() {
      Map<String, Object> json = new LinkedHashMap<>();
      json.put("sessions", sessions);
      json.put("life_events", events);
      json.put("images", images);
      return json;
    }
  }

  /// Writes the ZIP to `out`, which stays open.
  ///
  /// @param isShared whether people go by their pseudonyms, and private details, limits, notes and pictures are left out
  public Written write(String ref, boolean isShared, OutputStream out) {
    Storyteller who = people.get(ref);
    String id = who.id().toString();
    List<LifeEvent> life = events.ofStoryteller(id);
    Pseudonyms names = Pseudonyms.of(who, life);
    Function<LifeEvent, @Nullable Map<String, @Nullable Object>> event =
        isShared ? names::shared : LifeEvent::toJson;
    List<Map<String, @Nullable Object>> told =
        life.stream().map(event).filter(Objects::nonNull).toList();
    Set<Object> omitted =
        life.stream()
            .filter(each -> each.told().includeLevel().equals("omit"))
            .map(each -> each.id().toString())
            .collect(Collectors.toSet());
    List<Session> all = sessions.withStorytellers().list(who.id(), MOST_SESSIONS).reversed();
    long pictures = 0;
    try {
      ZipOutputStream zip = new ZipOutputStream(out, StandardCharsets.UTF_8);
      put(zip, "storyteller.json", Json.pretty(person(who, told, isShared)));
      Story story = new Story(isShared ? names::applied : text -> text);
      story.person(who, told);
      for (Session session : all) {
        Map<String, @Nullable Object> json = session(session, isShared);
        if (isShared) {
          leaveOut(json, omitted);
        }
        Object shown = isShared ? names.applied((Object) json) : json;
        put(zip, "sessions/" + session.shortId() + ".json", Json.pretty(shown));
        if (session.startedAt() != null || session.interactionCount() > 0) {
          story.session(session, json);
        }
        pictures += isShared ? 0 : pictures(zip, session);
      }
      put(zip, "story.md", story.text());
      zip.finish();
      zip.flush();
    } catch (IOException e) {
      throw new StoreUnavailable("the export cannot be written: " + e.getMessage(), e);
    }
    return new Written(all.size(), told.size(), pictures);
  }

  /// Takes what is about some events out of a session.
  private static void leaveOut(Map<String, @Nullable Object> session, Set<Object> events) {
    for (String part : List.of("life_events", "interactions", "artifacts")) {
      if (session.get(part) instanceof List<?> items) {
        session.put(
            part,
            items.stream()
                .filter(each ->
                    !(each instanceof Map<?, ?> item
                        && item.get("life_event_id") != null
                        && events.contains(item.get("life_event_id"))))
                .toList());
      }
    }
  }

  private Map<String, @Nullable Object> person(
      Storyteller who, List<Map<String, @Nullable Object>> told, boolean isShared) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(who.toJson());
    if (isShared) {
      List.of("notes", "consent_note", "profile_flags", "selected_sections", "deleted_at")
          .forEach(json::remove);
    } else {
      json.put("boundary", people.boundary(who.id().toString()).toJson());
    }
    json.put("life_events", told);
    return json;
  }

  private Map<String, @Nullable Object> session(Session session, boolean isShared) {
    String id = session.id().toString();
    Map<String, @Nullable Object> json = new LinkedHashMap<>();
    if (isShared) {
      json.put("id", id);
      json.put("name", session.name());
      json.put("intention", session.intention());
      json.put("status", session.status().word());
      json.put("started_at", session.startedAt());
      json.put("summary", session.summary());
    } else {
      json.putAll(session.toJson());
    }
    json.put(
        "life_events",
        about.ofSession(id).stream()
            .map(each -> {
              Map<String, @Nullable Object> one = each.toJson();
              if (isShared) {
                one.remove("notes");
              }
              return one;
            })
            .toList());
    json.put(
        "interactions",
        all((cursor, limit) -> interactions.page(id, cursor, limit), Interaction::toJson).stream()
            .map(each -> isShared ? said(each) : each)
            .toList());
    json.put(
        "artifacts", all((cursor, limit) -> artifacts.list(id, cursor, limit), Artifact::toJson));
    if (!isShared) {
      json.put("notes", all((cursor, limit) -> notes.list(id, cursor, limit), Note::toJson));
    }
    return json;
  }

  /// What was said, without what tools add to it.
  private static Map<String, @Nullable Object> said(Map<String, ? extends @Nullable Object> whole) {
    Map<String, @Nullable Object> json = new LinkedHashMap<>(whole);
    json.remove("payload");
    json.remove("external_id");
    return json;
  }

  private static <T> List<Map<String, @Nullable Object>> all(
      BiFunction<@Nullable String, Integer, Page<T>> pages,
      Function<T, Map<String, @Nullable Object>> show) {
    List<Map<String, @Nullable Object>> all = new ArrayList<>();
    String cursor = null;
    do {
      Page<T> page = pages.apply(cursor, PAGE);
      page.items().forEach(each -> all.add(show.apply(each)));
      cursor = page.next();
    } while (cursor != null);
    return all;
  }

  /// Those whose bytes are there. A name is made of the picture's id alone, whatever it is called.
  private long pictures(ZipOutputStream zip, Session session) throws IOException {
    long written = 0;
    String cursor = null;
    do {
      Page<Image> page = images.list(ImageFilter.newest(100).ofSession(session.id()).after(cursor));
      for (Image image : page.items()) {
        if (image.isKept() && picture(zip, image)) {
          written++;
        }
      }
      cursor = page.next();
    } while (cursor != null);
    return written;
  }

  private boolean picture(ZipOutputStream zip, Image image) throws IOException {
    String type = String.valueOf(image.mediaType());
    String name =
        image.imageId().replaceAll("[^A-Za-z0-9_-]", "_")
            + "."
            + type.substring(type.indexOf('/') + 1).replaceAll("[^a-z0-9]", "");
    try (InputStream bytes = images.open(image.imageId())) {
      zip.putNextEntry(entry("images/" + name));
      bytes.transferTo(zip);
      zip.closeEntry();
      return true;
    } catch (NotFound e) {
      return false;
    }
  }

  private static void put(ZipOutputStream zip, String name, String text) throws IOException {
    zip.putNextEntry(entry(name));
    zip.write(text.getBytes(StandardCharsets.UTF_8));
    zip.closeEntry();
  }

  private static ZipEntry entry(String name) {
    ZipEntry entry = new ZipEntry(name);
    entry.setTimeLocal(ENTRY_TIME);
    return entry;
  }
}
