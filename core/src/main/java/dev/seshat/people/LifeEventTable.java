package dev.seshat.people;

import dev.seshat.store.Row;
import dev.seshat.store.Tx;
import java.sql.SQLException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Collections;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.jspecify.annotations.Nullable;

/// The SQL of life events and of what belongs to each.
final class LifeEventTable {
  private static final String ALL =
      "SELECT id, storyteller_id, event_type, event_name, description, category, significance, emotional_tone, is_turning_point,"
          + " include_level, deepening_consent, created_at, updated_at, version FROM life_event";

  private static final List<String> PARTS =
      List.of(
          "life_event_timespan",
          "life_event_location",
          "life_event_participant",
          "life_event_detail",
          "life_event_trauma");

  private LifeEventTable() {}

  static void insert(Tx tx, UUID id, UUID storyteller, NewLifeEvent told) throws SQLException {
    Instant now = tx.now();
    List<@Nullable Object> values = new ArrayList<>(List.of(id, storyteller));
    values.addAll(told(told));
    values.addAll(List.of(now, now));
    tx.update(
        "INSERT INTO life_event (id, storyteller_id, event_type, event_name, description, category, significance,"
            + " emotional_tone, is_turning_point, include_level, deepening_consent, created_at, updated_at) VALUES ("
            + marks(values.size())
            + ")",
        values.toArray());
    insertParts(tx, id, told);
  }

  static void update(Tx tx, UUID id, NewLifeEvent told) throws SQLException {
    List<@Nullable Object> values = told(told);
    values.add(tx.now());
    values.add(id);
    tx.update(
        "UPDATE life_event SET event_type = ?, event_name = ?, description = ?, category = ?, significance = ?,"
            + " emotional_tone = ?, is_turning_point = ?, include_level = ?, deepening_consent = ?, updated_at = ?,"
            + " version = version + 1 WHERE id = ?",
        values.toArray());
    for (String part : PARTS) {
      tx.update("DELETE FROM " + part + " WHERE life_event_id = ?", id);
    }
    insertParts(tx, id, told);
  }

  private static List<@Nullable Object> told(NewLifeEvent told) {
    return new ArrayList<@Nullable Object>(
        Arrays.<@Nullable Object>asList(
            told.eventType(),
            told.eventName(),
            told.description(),
            told.category(),
            told.significance(),
            told.emotionalTone(),
            told.isTurningPoint(),
            told.includeLevel(),
            told.deepeningConsent()));
  }

  private static void insertParts(Tx tx, UUID id, NewLifeEvent told) throws SQLException {
    tx.updateAll(
        "INSERT INTO life_event_timespan (life_event_id, label, start_year, start_year_approximate, start_month,"
            + " start_month_approximate, start_day, start_day_approximate, end_year, end_year_approximate, end_month,"
            + " end_month_approximate, end_day, end_day_approximate) VALUES ("
            + marks(14)
            + ")",
        rows(
            told.timespans(),
            each ->
                new @Nullable Object[] {
                  id,
                  each.label(),
                  each.start().year(),
                  each.start().isYearApproximate(),
                  each.start().month(),
                  each.start().isMonthApproximate(),
                  each.start().day(),
                  each.start().isDayApproximate(),
                  each.end().year(),
                  each.end().isYearApproximate(),
                  each.end().month(),
                  each.end().isMonthApproximate(),
                  each.end().day(),
                  each.end().isDayApproximate()
                }));
    tx.updateAll(
        "INSERT INTO life_event_location (life_event_id, place_name, city, region, country, is_approximate, notes) VALUES ("
            + marks(7)
            + ")",
        rows(
            told.locations(),
            each ->
                new @Nullable Object[] {
                  id,
                  each.placeName(),
                  each.city(),
                  each.region(),
                  each.country(),
                  each.isApproximate(),
                  each.notes()
                }));
    tx.updateAll(
        "INSERT INTO life_event_participant (life_event_id, person_name, relationship, role, pseudonym, use_real_name, notes)"
            + " VALUES ("
            + marks(7)
            + ")",
        rows(
            told.participants(),
            each ->
                new @Nullable Object[] {
                  id,
                  each.personName(),
                  each.relationship(),
                  each.role(),
                  each.pseudonym(),
                  each.usesRealName(),
                  each.notes()
                }));
    tx.updateAll(
        "INSERT INTO life_event_detail (life_event_id, detail_key, detail_value, is_private) VALUES (?, ?, ?, ?)",
        rows(
            told.details(),
            each -> new @Nullable Object[] {id, each.key(), each.value(), each.isPrivate()}));
    Trauma trauma = told.trauma();
    if (trauma != null) {
      tx.update(
          "INSERT INTO life_event_trauma (life_event_id, trauma_status, consent_given, consent_date, notes) VALUES (?, ?, ?, ?, ?)",
          id,
          trauma.status().word(),
          trauma.consentGiven(),
          trauma.consentDate(),
          trauma.notes());
    }
  }

  private interface ToRow<T> {
    @Nullable Object[] of(T item);
  }

  private static <T> List<@Nullable Object[]> rows(List<T> items, ToRow<T> row) {
    List<@Nullable Object[]> rows = new ArrayList<>();
    items.forEach(each -> rows.add(row.of(each)));
    return rows;
  }

  private static String marks(int count) {
    return String.join(", ", Collections.nCopies(count, "?"));
  }

  static void delete(Tx tx, UUID id) throws SQLException {
    tx.update("DELETE FROM life_event WHERE id = ?", id);
  }

  static Optional<LifeEvent> find(Tx tx, UUID id) throws SQLException {
    return read(tx, ALL + " WHERE id = ?", id).stream().findFirst();
  }

  /// The same, held until the transaction ends.
  static Optional<LifeEvent> lock(Tx tx, UUID id) throws SQLException {
    return read(tx, ALL + " WHERE id = ?" + (tx.dialect().isSqlite() ? "" : " FOR UPDATE"), id)
        .stream()
        .findFirst();
  }

  static List<LifeEvent> between(Tx tx, UUID low, UUID high, int limit) throws SQLException {
    return read(tx, ALL + " WHERE id BETWEEN ? AND ? ORDER BY id LIMIT ?", low, high, limit);
  }

  static long count(Tx tx, UUID storyteller) throws SQLException {
    return tx.number("SELECT count(*) AS n FROM life_event WHERE storyteller_id = ?", storyteller);
  }

  /// Those of somebody, in the order in which they were told.
  static List<LifeEvent> ofStoryteller(Tx tx, UUID storyteller, int limit) throws SQLException {
    return read(
        tx, ALL + " WHERE storyteller_id = ? ORDER BY created_at, id LIMIT ?", storyteller, limit);
  }

  private static List<LifeEvent> read(Tx tx, String sql, Object... values) throws SQLException {
    List<LifeEvent> bare = tx.list(sql, LifeEventTable::bare, values);
    if (bare.isEmpty()) {
      return bare;
    }
    List<UUID> ids = bare.stream().map(LifeEvent::id).toList();
    Map<UUID, List<Timespan>> timespans =
        parts(
            tx,
            "SELECT * FROM life_event_timespan WHERE life_event_id IN (%s) ORDER BY start_year, id",
            ids,
            LifeEventTable::timespan);
    Map<UUID, List<Location>> locations =
        parts(
            tx,
            "SELECT * FROM life_event_location WHERE life_event_id IN (%s) ORDER BY id",
            ids,
            row ->
                new Location(
                    row.text("place_name"),
                    row.textOrNull("city"),
                    row.textOrNull("region"),
                    row.textOrNull("country"),
                    row.flag("is_approximate"),
                    row.textOrNull("notes")));
    Map<UUID, List<Participant>> participants =
        parts(
            tx,
            "SELECT * FROM life_event_participant WHERE life_event_id IN (%s) ORDER BY id",
            ids,
            row ->
                new Participant(
                    row.text("person_name"),
                    row.textOrNull("relationship"),
                    row.textOrNull("role"),
                    row.textOrNull("pseudonym"),
                    row.flag("use_real_name"),
                    row.textOrNull("notes")));
    Map<UUID, List<Detail>> details =
        parts(
            tx,
            "SELECT * FROM life_event_detail WHERE life_event_id IN (%s) ORDER BY id",
            ids,
            row ->
                new Detail(
                    row.text("detail_key"), row.text("detail_value"), row.flag("is_private")));
    Map<UUID, List<Trauma>> traumas =
        parts(
            tx,
            "SELECT * FROM life_event_trauma WHERE life_event_id IN (%s)",
            ids,
            row ->
                new Trauma(
                    Trauma.Status.of(row.text("trauma_status")),
                    row.flag("consent_given"),
                    row.timeOrNull("consent_date"),
                    row.textOrNull("notes")));
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

  private static <T> Map<UUID, List<T>> parts(
      Tx tx, String sql, Collection<UUID> ids, ToPart<T> part) throws SQLException {
    Map<UUID, List<T>> parts = new HashMap<>();
    tx.each(
        sql.formatted(marks(ids.size())),
        row ->
            parts
                .computeIfAbsent(row.id("life_event_id"), key -> new ArrayList<>())
                .add(part.of(row)),
        ids.toArray());
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

  private static LifeEvent bare(Row row) throws SQLException {
    return new LifeEvent(
        row.id("id"),
        row.id("storyteller_id"),
        new NewLifeEvent(
            row.text("event_type"),
            row.text("event_name"),
            row.textOrNull("description"),
            row.textOrNull("category"),
            row.textOrNull("significance"),
            row.textOrNull("emotional_tone"),
            row.flag("is_turning_point"),
            row.text("include_level"),
            row.flagOrNull("deepening_consent"),
            List.of(),
            List.of(),
            List.of(),
            List.of(),
            null),
        row.time("created_at"),
        row.time("updated_at"),
        row.number("version"));
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
