package dev.seshat.server.rest;

import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// What every route must refuse. `{session}` and `{artifact}` stand for ones that are there.
final class BadInputs {
  private static final String UNKNOWN = "00000000-0000-4000-8000-000000000000";
  private static final String SESSION = "/api/v1/sessions/{session}";
  private static final String DEEP = "{\"x\":" + "[".repeat(20_000) + "]".repeat(20_000) + "}";

  /// Routes that take an object, each with a body that it would take.
  private static final List<Route> WRITERS =
      List.of(
          new Route("POST", "/api/v1/sessions", "{\"intention\":\"x\"}", true),
          new Route("PATCH", SESSION, "{\"name\":\"x\"}", true),
          new Route("POST", SESSION + "/complete", "{\"outcome\":\"success\"}", false),
          new Route("POST", SESSION + "/fail", "{\"outcome\":\"failure\"}", false),
          new Route("POST", SESSION + "/cancel", "{\"outcome\":\"abandoned\"}", false),
          new Route("POST", SESSION + "/start", "{}", false),
          new Route("POST", SESSION + "/resume", "{}", false),
          new Route("POST", SESSION + "/pause", "{}", false),
          new Route("POST", SESSION + "/archive", "{}", false),
          new Route("POST", SESSION + "/focus", "{}", false),
          new Route("POST", SESSION + "/summarize", "{}", false),
          new Route("POST", SESSION + "/fork", "{\"intention\":\"x\"}", false),
          new Route("POST", SESSION + "/interactions", "{\"text\":\"x\"}", true),
          new Route("PUT", SESSION + "/interactions/1/answer", "{\"text\":\"x\"}", true),
          new Route(
              "POST",
              SESSION + "/notes",
              "{\"note_type\":\"decision\",\"note_content\":\"x\"}",
              true),
          new Route(
              "POST",
              SESSION + "/artifacts",
              "{\"artifact_type\":\"plan\",\"content\":\"x\"}",
              true),
          new Route("PATCH", "/api/v1/artifacts/{artifact}", "{\"content\":\"x\"}", true),
          new Route("POST", "/api/v1/artifacts/{artifact}/approve", "{}", false),
          new Route(
              "POST",
              SESSION + "/progress/judge",
              "{\"list\":\"success\",\"text\":\"x\",\"met\":true}",
              true),
          new Route("POST", "/api/v1/usage", "{\"host\":\"h\",\"model\":\"m\"}", true));

  private static final List<String> READERS =
      List.of(
          "/api/v1/sessions",
          SESSION,
          SESSION + "/interactions",
          SESSION + "/interactions/1",
          SESSION + "/notes",
          SESSION + "/artifacts",
          "/api/v1/artifacts/{artifact}",
          SESSION + "/progress",
          SESSION + "/brief",
          SESSION + "/children",
          SESSION + "/chain",
          "/api/v1/usage",
          "/api/v1/projects",
          "/api/v1/hosts",
          "/api/v1/models",
          "/api/v1/prices",
          "/api/v1/kpis",
          "/api/v1/search?q=x",
          "/api/v1/recall?q=x",
          "/api/v1/audit",
          "/api/v1/audit/verify",
          "/api/v1/focus");

  private BadInputs() {}

  private record Route(String method, String path, String good, boolean needsBody) {}

  /// A request that must be refused.
  record Bad(
      String what, String method, String path, @Nullable String body, @Nullable String type) {
    @Override
    public String toString() {
      return what + ": " + method + " " + path;
    }
  }

  static Stream<Bad> bodies() {
    List<Bad> all = new ArrayList<>();
    for (Route route : WRITERS) {
      String path = route.path();
      all.add(json("not JSON", route, "{"));
      all.add(json("a list", route, "[]"));
      all.add(json("a word", route, "true"));
      all.add(json("two values", route, route.good() + " {}"));
      all.add(json("deep", route, DEEP));
      all.add(json("a key twice", route, "{\"intention\":\"a\",\"intention\":\"b\"}"));
      all.add(json("an unknown field", route, with(route, "\"nope\":1")));
      all.add(json("an unknown field with NUL", route, with(route, "\"nope\":\"a\\u0000b\"")));
      all.add(json("half a character", route, with(route, "\"nope\":\"\\ud800\"")));
      all.add(new Bad("another type", route.method(), path, route.good(), "text/plain"));
      all.add(new Bad("a form", route.method(), path, "a=b", "application/x-www-form-urlencoded"));
      all.add(
          new Bad(
              "an unknown parameter",
              route.method(),
              path + "?nope=1",
              route.good(),
              "application/json"));
      if (route.needsBody()) {
        all.add(new Bad("no body", route.method(), path, null, null));
        all.add(new Bad("an empty body", route.method(), path, "", "application/json"));
      }
      if (path.contains("{")) {
        String name = path.contains("{session}") ? "{session}" : "{artifact}";
        all.add(
            new Bad(
                "an unknown id",
                route.method(),
                path.replace(name, UNKNOWN),
                route.good(),
                "application/json"));
        all.add(
            new Bad(
                "no id",
                route.method(),
                path.replace(name, "%27%3B--"),
                route.good(),
                "application/json"));
        all.add(
            new Bad(
                "a long id",
                route.method(),
                path.replace(name, "a".repeat(3_000)),
                route.good(),
                "application/json"));
        all.add(
            new Bad(
                "a control character",
                route.method(),
                path.replace(name, "a%01b"),
                route.good(),
                "application/json"));
      }
    }
    return all.stream();
  }

  private static Bad json(String what, Route route, String body) {
    return new Bad(what, route.method(), route.path(), body, "application/json");
  }

  private static String with(Route route, String field) {
    return route.good().equals("{}")
        ? "{" + field + "}"
        : route.good().replaceFirst("}$", "," + field + "}");
  }

  static Stream<Bad> fields() {
    List<Bad> all = new ArrayList<>();
    for (String body :
        List.of(
            "{}",
            "{\"intention\":null}",
            "{\"intention\":\"  \"}",
            "{\"intention\":7}",
            "{\"intention\":[]}",
            "{\"intention\":\"a\\u0000b\"}",
            "{\"intention\":\"x\",\"priority_level\":9}",
            "{\"intention\":\"x\",\"priority_level\":\"1\"}",
            "{\"intention\":\"x\",\"kind\":\"A B\"}",
            "{\"intention\":\"x\",\"status\":\"active\"}",
            "{\"intention\":\"x\",\"id\":\"" + UNKNOWN + "\"}",
            "{\"intention\":\"x\",\"name\":\"" + "n".repeat(201) + "\"}",
            "{\"intention\":\"" + "x".repeat(100_001) + "\"}",
            "{\"intention\":\"x\",\"context\":[]}",
            "{\"intention\":\"x\",\"tags\":[1]}",
            "{\"intention\":\"x\",\"scheduled_at\":\"tomorrow\"}",
            "{\"intention\":\"x\",\"previous_session_id\":\"" + UNKNOWN + "\"}",
            "{\"intention\":\"x\",\"success_indicators\":[{\"text\":\"y\",\"check\":\"drop()\"}]}")) {
      all.add(new Bad(shortened(body), "POST", "/api/v1/sessions", body, "application/json"));
    }
    for (String body :
        List.of(
            "{\"intention\":null}",
            "{\"version\":7}",
            "{\"kind\":\"chat\"}",
            "{\"success_rating\":0}",
            "{\"completion_percentage\":101}")) {
      all.add(new Bad(body, "PATCH", SESSION, body, "application/json"));
    }
    for (String body :
        List.of("{\"outcome\":\"great\"}", "{\"success_rating\":6}", "{\"name\":\"x\"}")) {
      all.add(new Bad(body, "POST", SESSION + "/complete", body, "application/json"));
    }
    for (String body :
        List.of(
            "{\"interaction_type\":\"shout\",\"text\":\"x\"}",
            "{\"text\":7}",
            "{\"text\":\"x\",\"payload\":[]}",
            "{\"text\":\"x\",\"created_at\":\"now\"}",
            "{\"text\":\"x\",\"duration_seconds\":-1}",
            "{\"interactions\":{}}",
            "{\"interactions\":[1]}",
            "{\"interactions\":[{\"text\":\"good\"},{\"text\":7}]}",
            "{\"interactions\":[],\"text\":\"x\"}",
            "{\"text\":\"x\",\"interaction_sequence\":5}")) {
      all.add(new Bad(body, "POST", SESSION + "/interactions", body, "application/json"));
    }
    for (String body :
        List.of(
            "{\"text\":\"\"}",
            "{\"response_method\":\"dance\",\"text\":\"x\"}",
            "{\"response_method\":\"skip\",\"text\":\"x\"}",
            "{}")) {
      all.add(new Bad(body, "POST", SESSION + "/interactions/1/answer", body, "application/json"));
    }
    for (String body :
        List.of(
            "{}",
            "{\"note_type\":\"decision\"}",
            "{\"note_type\":7,\"note_content\":\"x\"}",
            "{\"note_type\":\"decision\",\"note_content\":\" \"}")) {
      all.add(new Bad(body, "POST", SESSION + "/notes", body, "application/json"));
    }
    for (String body :
        List.of(
            "{}",
            "{\"artifact_type\":7,\"content\":\"x\"}",
            "{\"artifact_type\":\"plan\",\"content\":\"x\",\"structured_data\":[]}")) {
      all.add(new Bad(body, "POST", SESSION + "/artifacts", body, "application/json"));
    }
    for (String body :
        List.of(
            "{\"list\":\"both\",\"text\":\"y\",\"met\":true}",
            "{\"list\":\"success\",\"text\":\"y\"}",
            "{\"list\":\"success\",\"text\":\"no such\",\"met\":true}")) {
      all.add(new Bad(body, "POST", SESSION + "/progress/judge", body, "application/json"));
    }
    for (String extra :
        List.of(
            "\"input_tokens\":-1",
            "\"input_tokens\":1.5",
            "\"input_tokens\":\"1\"",
            "\"reported_cost_usd\":\"1\"",
            "\"reported_cost_usd\":-1",
            "\"timestamp\":\"1970-01-01\"",
            "\"timestamp\":\"1970-01-01T00:00:00Z\"",
            "\"session_id\":\"" + UNKNOWN + "\"",
            "\"session_id\":\"x\"",
            "\"cache_write_tokens\":1,\"cache_write_5m_tokens\":1",
            "\"input_tokens\":99999999999",
            "\"output_tokens\":1,\"reasoning_tokens\":2",
            "\"total_tokens\":1,\"output_tokens\":2")) {
      all.add(
          new Bad(
              extra,
              "POST",
              "/api/v1/usage",
              "{\"host\":\"h\",\"model\":\"m\"," + extra + "}",
              "application/json"));
    }
    for (String body :
        List.of(
            "{}",
            "{\"host\":\"h\"}",
            "{\"host\":\"\",\"model\":\"m\"}",
            "{\"requests\":[{}]}",
            "{\"requests\":7}")) {
      all.add(new Bad(body, "POST", "/api/v1/usage", body, "application/json"));
    }
    all.add(
        new Bad(
            "focus without start",
            "POST",
            "/api/v1/sessions?focus=true",
            "{\"intention\":\"x\"}",
            "application/json"));
    return all.stream();
  }

  private static String shortened(String body) {
    return body.length() > 80 ? body.substring(0, 80) + "…" : body;
  }

  static Stream<Bad> parameters() {
    List<Bad> all = new ArrayList<>();
    for (String path : READERS) {
      String join = path.contains("?") ? "&" : "?";
      all.add(get(path + join + "nope=1"));
      if (path.contains("{")) {
        String name = path.contains("{session}") ? "{session}" : "{artifact}";
        for (String id :
            List.of(UNKNOWN, "abc", "%00", "a%01b", "x".repeat(3_000), "%27%20OR%201=1")) {
          all.add(get(path.replace(name, id)));
        }
      }
    }
    for (String path :
        List.of(
            "/api/v1/sessions",
            SESSION + "/interactions",
            SESSION + "/notes",
            SESSION + "/artifacts",
            "/api/v1/search?q=x",
            "/api/v1/audit")) {
      String join = path.contains("?") ? "&" : "?";
      for (String limit : List.of("0", "-1", "1001", "many", "1.5", "9999999999999", "1&limit=2")) {
        all.add(get(path + join + "limit=" + limit));
      }
      all.add(get(path + join + "cursor=%00"));
      all.add(get(path + join + "cursor=nonsense"));
    }
    for (String rest :
        List.of(
            "status=great",
            "from=yesterday",
            "to=2026-13-01",
            "roots=perhaps",
            "kind=" + "k".repeat(3_000))) {
      all.add(get("/api/v1/sessions?" + rest));
    }
    for (String rest : List.of("last=0", "last=1001", "last=2&cursor=1", "around=0", "around=x")) {
      all.add(get(SESSION + "/interactions?" + rest));
    }
    for (String sequence : List.of("0", "-1", "999", "x", "99999999999999999999")) {
      all.add(get(SESSION + "/interactions/" + sequence));
    }
    for (String rest : List.of("tokens=0", "tokens=99", "tokens=200001", "tokens=all")) {
      all.add(get(SESSION + "/brief?" + rest));
    }
    for (String rest :
        List.of(
            "by=colour",
            "zone=Nowhere/Else",
            "from=x",
            "to=x",
            "format=xml",
            "session=" + UNKNOWN)) {
      all.add(get("/api/v1/usage?" + rest));
    }
    for (String rest :
        List.of(
            "q=",
            "q=+",
            "q=" + "x".repeat(1_001),
            "q=x&from=x",
            "q=x&session=" + UNKNOWN,
            "q=%00",
            "q=x&limit=201",
            "")) {
      all.add(get("/api/v1/search?" + rest));
    }
    for (String rest : List.of("", "q=x&tokens=49", "q=x&tokens=200001")) {
      all.add(get("/api/v1/recall?" + rest));
    }
    for (String rest : List.of("by=day", "from=x")) {
      all.add(get("/api/v1/kpis?" + rest));
    }
    for (String rest : List.of("cursor=-1", "session=" + UNKNOWN, "from=x")) {
      all.add(get("/api/v1/audit?" + rest));
    }
    return all.stream();
  }

  private static Bad get(String path) {
    return new Bad("parameter", "GET", path, null, null);
  }
}
