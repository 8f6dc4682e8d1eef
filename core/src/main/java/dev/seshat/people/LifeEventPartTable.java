package dev.seshat.people;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of what belongs to life events: their times, places, people, details, and whether they were traumas.
final class LifeEventPartTable {
  private static final List<String> ALL =
      List.of(
          "life_event_timespan",
          "life_event_location",
          "life_event_participant",
          "life_event_detail",
          "life_event_trauma");

  private LifeEventPartTable() {}

  static void delete(Tx tx, UUID event) throws SQLException {
    for (String part : ALL) {
      tx.update("DELETE FROM " + part + " WHERE life_event_id = ?", event);
    }
  }

  static void insert(Tx tx, UUID event, NewLifeEvent told) throws SQLException {
    insert(
        tx,
        "life_event_timespan (life_event_id, label, start_year, start_year_approximate, start_month, start_month_approximate,"
            + " start_day, start_day_approximate, end_year, end_year_approximate, end_month, end_month_approximate, end_day,"
            + " end_day_approximate)",
        told.timespans(),
        each -> row(event, each));
    insert(
        tx,
        "life_event_location (life_event_id, place_name, city, region, country, is_approximate, notes)",
        told.locations(),
        each ->
            new @Nullable Object[] {
              event,
              each.placeName(),
              each.city(),
              each.region(),
              each.country(),
              each.isApproximate(),
              each.notes()
            });
    insert(
        tx,
        "life_event_participant (life_event_id, person_name, relationship, role, pseudonym, use_real_name, notes)",
        told.participants(),
        each ->
            new @Nullable Object[] {
              event,
              each.personName(),
              each.relationship(),
              each.role(),
              each.pseudonym(),
              each.usesRealName(),
              each.notes()
            });
    insert(
        tx,
        "life_event_detail (life_event_id, detail_key, detail_value, is_private)",
        told.details(),
        each -> new @Nullable Object[] {event, each.key(), each.value(), each.isPrivate()});
    insert(
        tx,
        "life_event_trauma (life_event_id, trauma_status, consent_given, consent_date, notes)",
        told.trauma() == null ? List.of() : List.of(told.trauma()),
        each ->
            new @Nullable Object[] {
              event, each.status().word(), each.consentGiven(), each.consentDate(), each.notes()
            });
  }

  private static @Nullable Object[] row(UUID event, Timespan span) {
    PartialDate start = span.start();
    PartialDate end = span.end();
    return new @Nullable Object[] {
      event,
      span.label(),
      start.year(),
      start.isYearApproximate(),
      start.month(),
      start.isMonthApproximate(),
      start.day(),
      start.isDayApproximate(),
      end.year(),
      end.isYearApproximate(),
      end.month(),
      end.isMonthApproximate(),
      end.day(),
      end.isDayApproximate()
    };
  }

  private interface ToRow<T> {
    @Nullable Object[] of(T item);
  }

  /// @param into the table with its columns
  private static <T> void insert(Tx tx, String into, List<T> items, ToRow<T> row)
      throws SQLException {
    if (items.isEmpty()) {
      return;
    }
    List<@Nullable Object[]> rows = new ArrayList<>();
    items.forEach(each -> rows.add(row.of(each)));
    tx.updateAll("INSERT INTO " + into + " VALUES (" + marks(rows.getFirst().length) + ")", rows);
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  /// Events with all that belongs to them.
  static List<LifeEvent> whole(Tx tx, List<LifeEvent> bare) throws SQLException {
    if (bare.isEmpty()) {
      return bare;
    }
    List<UUID> ids = bare.stream().map(LifeEvent::id).toList();
    Map<UUID, List<Timespan>> timespans =
        find(tx, "life_event_timespan", "start_year, id", ids, LifeEventPartTable::timespan);
    Map<UUID, List<Location>> locations =
        find(tx, "life_event_location", "id", ids, LifeEventPartTable::location);
    Map<UUID, List<Participant>> participants =
        find(tx, "life_event_participant", "id", ids, LifeEventPartTable::participant);
    Map<UUID, List<Detail>> details =
        find(tx, "life_event_detail", "id", ids, LifeEventPartTable::detail);
    Map<UUID, List<Trauma>> traumas =
        find(tx, "life_event_trauma", "life_event_id", ids, LifeEventPartTable::trauma);
    return bare.stream()
        .map(each ->
            whole(
                each,
                timespans.getOrDefault(each.id(), List.of()),
                locations.getOrDefault(each.id(), List.of()),
                participants.getOrDefault(each.id(), List.of()),
                details.getOrDefault(each.id(), List.of()),
                traumas.getOrDefault(each.id(), List.of())))
        .toList();
  }

  private interface ToPart<T> {
    T of(Row row) throws SQLException;
  }

  private static <T> Map<UUID, List<T>> find(
      Tx tx, String table, String order, Collection<UUID> events, ToPart<T> part)
      throws SQLException {
    Map<UUID, List<T>> parts = new HashMap<>();
    tx.each(
        "SELECT * FROM %s WHERE life_event_id IN (%s) ORDER BY %s"
            .formatted(table, marks(events.size()), order),
        row ->
            parts
                .computeIfAbsent(row.id("life_event_id"), key -> new ArrayList<>())
                .add(part.of(row)),
        events.toArray());
    return parts;
  }

  private static Timespan timespan(Row row) throws SQLException {
    return new Timespan(row.textOrNull("label"), date(row, "start"), date(row, "end"));
  }

  private static PartialDate date(Row row, String prefix) throws SQLException {
    return new PartialDate(
        row.integerOrNull(prefix + "_year"),
        row.flag(prefix + "_year_approximate"),
        row.integerOrNull(prefix + "_month"),
        row.flag(prefix + "_month_approximate"),
        row.integerOrNull(prefix + "_day"),
        row.flag(prefix + "_day_approximate"));
  }

  private static Location location(Row row) throws SQLException {
    return new Location(
        row.text("place_name"),
        row.textOrNull("city"),
        row.textOrNull("region"),
        row.textOrNull("country"),
        row.flag("is_approximate"),
        row.textOrNull("notes"));
  }

  private static Participant participant(Row row) throws SQLException {
    return new Participant(
        row.text("person_name"),
        row.textOrNull("relationship"),
        row.textOrNull("role"),
        row.textOrNull("pseudonym"),
        row.flag("use_real_name"),
        row.textOrNull("notes"));
  }

  private static Detail detail(Row row) throws SQLException {
    return new Detail(row.text("detail_key"), row.text("detail_value"), row.flag("is_private"));
  }

  private static Trauma trauma(Row row) throws SQLException {
    return new Trauma(
        Trauma.Status.of(row.text("trauma_status")),
        row.flag("consent_given"),
        row.timeOrNull("consent_date"),
        row.textOrNull("notes"));
  }

  private static LifeEvent whole(
      LifeEvent bare,
      List<Timespan> timespans,
      List<Location> locations,
      List<Participant> participants,
      List<Detail> details,
      List<Trauma> traumas) {
    NewLifeEvent told = bare.told();
    return new LifeEvent(
        bare.id(),
        bare.storytellerId(),
        new NewLifeEvent(
            told.eventType(),
            told.eventName(),
            told.description(),
            told.category(),
            told.significance(),
            told.emotionalTone(),
            told.isTurningPoint(),
            told.includeLevel(),
            told.deepeningConsent(),
            timespans,
            locations,
            participants,
            details,
            traumas.isEmpty() ? null : traumas.getFirst()),
        bare.createdAt(),
        bare.updatedAt(),
        bare.version());
  }
}
