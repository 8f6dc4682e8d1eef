package dev.seshat.server.web;

import dev.seshat.Seshat;
import dev.seshat.SeshatException.Invalid;
import dev.seshat.access.Role;
import dev.seshat.calendar.Calendar;
import dev.seshat.calendar.CalendarEntry;
import dev.seshat.calendar.CalendarFilter;
import dev.seshat.interview.Overlaps;
import dev.seshat.people.Storyteller;
import dev.seshat.server.http.Params;
import dev.seshat.server.security.Visitor;
import dev.seshat.server.security.Visitors;
import io.javalin.http.Context;
import io.javalin.http.HttpStatus;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.DateTimeException;
import java.time.DayOfWeek;
import java.time.Instant;
import java.time.LocalDate;
import java.time.YearMonth;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.time.temporal.TemporalAdjusters;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.UUID;

/// When sessions take place: a month at a time as a grid and as a list of days, and as a feed that other calendars read.
public final class CalendarPage implements Pages {
  private static final String ICON = "M4 5h16v15H4zM4 10h16M8 3v4M16 3v4";
  private static final int PEOPLE = 200;
  private static final int IN_A_DAY = 3;
  private static final Map<String, String> TITLES =
      Map.of("kind", "Kind", "project", "Project", "storyteller", "Storyteller");
  private static final List<String> KINDS =
      List.of("interview", "coding", "chat", "prompting", "tasks", "gallery");
  private static final DateTimeFormatter TIME =
      DateTimeFormatter.ofPattern("HH:mm", Locale.ENGLISH);
  private static final DateTimeFormatter DAY =
      DateTimeFormatter.ofPattern("EEEE, d MMMM", Locale.ENGLISH);
  private static final DateTimeFormatter MONTH =
      DateTimeFormatter.ofPattern("MMMM uuuu", Locale.ENGLISH);

  private final Visitors visitors;
  private final Renderer renderer;

  public CalendarPage(Visitors visitors, Renderer renderer) {
    this.visitors = visitors;
    this.renderer = renderer;
  }

  /// A session on a day.
  ///
  /// @param isExpected whether its session is made when it is time
  /// @param overlaps whether its storyteller is to be elsewhere too
  public record Item(
      CalendarEntry entry, String time, String end, boolean isExpected, boolean overlaps) {
    public String href() {
      return "/sessions/" + entry.session();
    }

    public String css() {
      int at = KINDS.indexOf(entry.kind());
      return "k" + (at < 0 ? KINDS.size() : at);
    }
  }

  /// A day with what is on it.
  public record Day(LocalDate date, List<Item> items, boolean isOfMonth, boolean isToday) {
    public String title() {
      return DAY.format(date);
    }

    public List<Item> first() {
      return items.size() <= IN_A_DAY + 1 ? items : items.subList(0, IN_A_DAY);
    }

    public int more() {
      return items.size() - first().size();
    }
  }

  /// What the page shows.
  ///
  /// @param weeks of seven days from Monday, which cover the month
  /// @param agenda the days of the month with something on them
  /// @param zone whose days and hours they are
  /// @param isChosen whether the reader chose the zone
  /// @param feed where the feed is
  /// @param needsToken whether the feed asks who reads it
  public record View(
      Link here,
      YearMonth month,
      List<List<Day>> weeks,
      List<Day> agenda,
      List<Overlaps.Pair> overlaps,
      ZoneId zone,
      boolean isChosen,
      List<Storyteller> people,
      String feed,
      boolean needsToken) {
    public String title() {
      return MONTH.format(month);
    }

    public String at(long months) {
      return here.with("month", month.plusMonths(months)).toString();
    }

    public String today() {
      return here.with("month", null).toString();
    }

    public String shownZone() {
      return Format.zone(zone);
    }

    public String asked(String name) {
      return here.params().getOrDefault(name, "");
    }

    public List<Parts.Chip> chips() {
      return Parts.chips(here, TITLES);
    }

    public List<String> kinds() {
      return KINDS;
    }

    public boolean isEmpty() {
      return agenda.isEmpty();
    }
  }

  @Override
  public void addTo(Site site) {
    site.section(Site.Group.WORK, "Calendar", "/calendar", 'c', ICON)
        .page("/calendar", this::show)
        .part("/calendar.ics", this::feed);
  }

  private static CalendarFilter filter(Seshat seshat, Params params) {
    String who = params.text("storyteller");
    UUID storyteller = who == null ? null : seshat.storytellers().get(who).id();
    return CalendarFilter.all()
        .withKind(params.text("kind"))
        .withProject(params.text("project"))
        .withStoryteller(storyteller);
  }

  /// The feed; the secret in its address was looked at before, and is written nowhere.
  private void feed(Context ctx) {
    Params params = Params.of(ctx, "token", "kind", "project", "storyteller");
    Seshat seshat = visitors.of(ctx).seshat();
    URI site = URI.create(ctx.scheme() + "://" + ctx.host() + "/");
    String text = seshat.calendar().feed(filter(seshat, params), site);
    byte[] bytes = text.getBytes(StandardCharsets.UTF_8);
    String tag = "\"" + hash(bytes) + "\"";
    ctx.header("ETag", tag).header("Cache-Control", "private, no-cache");
    if (tag.equals(ctx.header("If-None-Match"))) {
      ctx.status(HttpStatus.NOT_MODIFIED);
      return;
    }
    ctx.header("Content-Disposition", "inline; filename=\"seshat.ics\"");
    ctx.contentType("text/calendar; charset=utf-8").result(bytes);
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 8);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  private void show(Context ctx) {
    Params params = Params.of(ctx, "month", "zone", "kind", "project", "storyteller");
    Visitor visitor = visitors.of(ctx);
    Seshat seshat = visitor.seshat();
    ZoneId chosen = Reader.of(ctx).chosen().zone();
    String asked = params.text("zone");
    ZoneId given = asked == null ? Reader.of(ctx).days() : zone(asked);
    ZoneId zone = chosen == null ? given : chosen;
    LocalDate today = LocalDate.now(zone);
    String named = params.text("month");
    YearMonth month = named == null ? YearMonth.from(today) : month(named);
    LocalDate first = month.atDay(1).with(TemporalAdjusters.previousOrSame(DayOfWeek.MONDAY));
    LocalDate end = month.atEndOfMonth().with(TemporalAdjusters.nextOrSame(DayOfWeek.SUNDAY));
    Instant from = first.atStartOfDay(zone).toInstant();
    Instant to = end.plusDays(1).atStartOfDay(zone).toInstant();
    CalendarFilter filter = filter(seshat, params).between(from, to);
    List<CalendarEntry> entries = seshat.calendar().all(filter);
    List<Overlaps.Pair> overlaps = Calendar.overlaps(entries);
    Map<LocalDate, List<Item>> days =
        days(entries, seshat.calendar().expected(filter), overlaps, zone);
    List<List<Day>> weeks = new ArrayList<>();
    List<Day> agenda = new ArrayList<>();
    for (LocalDate date = first; !date.isAfter(end); date = date.plusDays(1)) {
      if (date.getDayOfWeek() == DayOfWeek.MONDAY) {
        weeks.add(new ArrayList<>());
      }
      boolean isOfMonth = YearMonth.from(date).equals(month);
      Day day = new Day(date, days.getOrDefault(date, List.of()), isOfMonth, date.equals(today));
      weeks.getLast().add(day);
      if (isOfMonth && !day.items().isEmpty()) {
        agenda.add(day);
      }
    }
    View view =
        new View(
            new Link("/calendar", new LinkedHashMap<>(params.all())),
            month,
            weeks,
            agenda,
            overlaps,
            zone,
            chosen != null,
            seshat.storytellers().list(false, null, PEOPLE).items(),
            ctx.scheme() + "://" + ctx.host() + "/calendar.ics",
            visitor.name() != null);
    renderer.page(ctx, "calendar", "Calendar", "calendar", view);
  }

  private static Map<LocalDate, List<Item>> days(
      List<CalendarEntry> entries,
      List<CalendarEntry> expected,
      List<Overlaps.Pair> overlaps,
      ZoneId zone) {
    Set<UUID> doubled = new HashSet<>();
    overlaps.forEach(pair -> {
      doubled.add(pair.one().session());
      doubled.add(pair.other().session());
    });
    Map<LocalDate, List<Item>> days = new TreeMap<>();
    List<CalendarEntry> all = new ArrayList<>(entries);
    all.addAll(expected);
    all.sort(java.util.Comparator.comparing(CalendarEntry::start));
    Set<CalendarEntry> still = new HashSet<>(expected);
    for (CalendarEntry each : all) {
      boolean isExpected = still.contains(each);
      days.computeIfAbsent(LocalDate.ofInstant(each.start(), zone), date -> new ArrayList<>())
          .add(
              new Item(
                  each,
                  TIME.format(each.start().atZone(zone)),
                  TIME.format(each.end().atZone(zone)),
                  isExpected,
                  !isExpected && doubled.contains(each.session())));
    }
    return days;
  }

  private static ZoneId zone(String name) {
    try {
      return ZoneId.of(name);
    } catch (DateTimeException e) {
      throw new Invalid("zone", "must be a time zone such as Europe/Berlin");
    }
  }

  private static YearMonth month(String text) {
    try {
      YearMonth month = YearMonth.parse(text);
      if (month.getYear() < 1970 || month.getYear() > 2200) {
        throw new Invalid("month", "must be of the years 1970 to 2200");
      }
      return month;
    } catch (DateTimeException e) {
      throw new Invalid("month", "must be a month such as 2026-03");
    }
  }

  /// The role that a subscriber's token has.
  public static String role() {
    return Role.CALENDAR.word();
  }
}
