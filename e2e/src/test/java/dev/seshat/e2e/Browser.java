package dev.seshat.e2e;

import dev.seshat.json.Json;
import java.io.BufferedReader;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.net.http.WebSocket;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/// A real Chromium without a window, driven over its own debugging protocol.
final class Browser implements AutoCloseable {
  private final Process process;
  private final HttpClient http = HttpClient.newHttpClient();
  private final LinkedBlockingQueue<String> received = new LinkedBlockingQueue<>();
  private final WebSocket socket;
  private final List<String> problems = new ArrayList<>();
  private int calls;

  private Browser(Path program, Path profile) throws IOException {
    process =
        new ProcessBuilder(
                program.toString(),
                "--headless",
                "--no-sandbox",
                "--disable-gpu",
                "--no-first-run",
                "--disable-background-networking",
                "--disable-component-update",
                "--disable-sync",
                "--user-data-dir=" + profile,
                "--remote-debugging-port=0",
                "--window-size=1280,900",
                "about:blank")
            .redirectErrorStream(true)
            .start();
    socket = http.newWebSocketBuilder().buildAsync(page(port()), new Collector(received)).join();
    call("Page.enable", Map.of());
    call("Runtime.enable", Map.of());
    call("Log.enable", Map.of());
  }

  /// Where a Chromium is on this machine.
  static Optional<Path> program() {
    String path = Objects.requireNonNullElse(System.getenv("PATH"), "");
    return Stream.of(path.split(java.io.File.pathSeparator, -1))
        .flatMap(directory ->
            Stream.of("chromium", "chromium-browser", "google-chrome")
                .map(name -> Path.of(directory, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }

  static Browser open(Path program, Path profile) throws IOException {
    return new Browser(program, profile);
  }

  private int port() throws IOException {
    BufferedReader lines = process.inputReader(StandardCharsets.UTF_8);
    for (String line = lines.readLine(); line != null; line = lines.readLine()) {
      if (line.startsWith("DevTools listening on ")) {
        Thread.ofVirtual().start(() -> lines.lines().forEach(ignored -> {}));
        return URI.create(line.substring("DevTools listening on ".length())).getPort();
      }
    }
    throw new IOException("the browser ended before it listened");
  }

  private URI page(int port) throws IOException {
    HttpRequest request =
        HttpRequest.newBuilder(URI.create("http://127.0.0.1:" + port + "/json/list")).build();
    try {
      String list = http.send(request, HttpResponse.BodyHandlers.ofString()).body();
      for (Object target : (List<?>) Objects.requireNonNull(Json.parse("", list))) {
        Map<?, ?> map = (Map<?, ?>) target;
        if ("page".equals(map.get("type"))) {
          return URI.create(String.valueOf(map.get("webSocketDebuggerUrl")));
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
    }
    throw new IOException("the browser has no page");
  }

  private record Collector(LinkedBlockingQueue<String> received, StringBuilder part)
      implements WebSocket.Listener {
    Collector(LinkedBlockingQueue<String> received) {
      this(received, new StringBuilder());
    }

    @Override
    public @Nullable CompletionStage<?> onText(WebSocket from, CharSequence data, boolean last) {
      part.append(data);
      if (last) {
        received.add(part.toString());
        part.setLength(0);
      }
      from.request(1);
      return null;
    }
  }

  private Map<String, @Nullable Object> call(String method, Map<String, ?> params) {
    int id = ++calls;
    socket.sendText(Json.write(Map.of("id", id, "method", method, "params", params)), true).join();
    try {
      while (true) {
        String message = received.poll(60, TimeUnit.SECONDS);
        if (message == null) {
          throw new AssertionError("the browser does not answer " + method);
        }
        Map<String, @Nullable Object> json = Json.parseObject("", message);
        if (Integer.valueOf(id).equals(json.get("id"))) {
          return json;
        }
        if ("Runtime.exceptionThrown".equals(json.get("method"))
            || message.contains("Content Security Policy")) {
          problems.add(message);
        }
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new AssertionError(e);
    }
  }

  /// What went wrong in the pages so far: exceptions, and what the content policy stopped.
  List<String> problems() {
    return problems;
  }

  /// Opens a page and waits for its scripts.
  void go(URI uri) {
    evaluate("window.left = true");
    call("Page.navigate", Map.of("url", uri.toString()));
    until(
        "!window.left && document.readyState === 'complete' && (typeof htmx === 'object' || !document.scripts.length)");
  }

  /// Makes the window this wide.
  void width(int pixels) {
    call(
        "Emulation.setDeviceMetricsOverride",
        Map.of("width", pixels, "height", 900, "deviceScaleFactor", 1, "mobile", pixels < 600));
  }

  /// Makes the system that the browser runs on prefer dark pages, or light ones.
  void dark(boolean dark) {
    call(
        "Emulation.setEmulatedMedia",
        Map.of(
            "features",
            List.of(
                Map.of("name", "prefers-color-scheme", "value", dark ? "dark" : "light"),
                Map.of("name", "prefers-reduced-motion", "value", "reduce"))));
  }

  /// Presses a key where the focus is: `j`, `Enter`, `Escape`.
  void press(String key) {
    String text = key.length() == 1 ? key : key.equals("Enter") ? "\r" : "";
    call("Input.dispatchKeyEvent", Map.of("type", "keyDown", "key", key, "text", text));
    call("Input.dispatchKeyEvent", Map.of("type", "keyUp", "key", key));
  }

  /// Presses a key where the focus is, with what a browser needs to act on it: `Tab`, `Enter`, `Ctrl+Enter`.
  void stroke(String keys) {
    String key = keys.substring(keys.lastIndexOf('+') + 1);
    boolean isControl = keys.startsWith("Ctrl+");
    Map<String, Object> stroke = new HashMap<>();
    stroke.put("key", key);
    stroke.put("code", key);
    stroke.put("windowsVirtualKeyCode", key.equals("Tab") ? 9 : 13);
    stroke.put("modifiers", isControl ? 2 : 0);
    stroke.put("type", "keyDown");
    if (key.equals("Enter") && !isControl) {
      stroke.put("text", "\r");
    }
    call("Input.dispatchKeyEvent", stroke);
    stroke.put("type", "keyUp");
    stroke.remove("text");
    call("Input.dispatchKeyEvent", stroke);
  }

  /// Types a text where the focus is.
  void type(String text) {
    call("Input.insertText", Map.of("text", text));
  }

  /// Drags by the mouse from the middle of one element to another, in steps as a hand does.
  ///
  /// @param from an expression for the element
  void drag(String from, String to) {
    String[] start = middle(from);
    mouse("mouseMoved", start[0], start[1], 0);
    mouse("mousePressed", start[0], start[1], 1);
    String[] end = middle(to);
    double x = Double.parseDouble(start[0]);
    double y = Double.parseDouble(start[1]);
    for (int step = 1; step <= 10; step++) {
      mouse(
          "mouseMoved",
          String.valueOf(x + (Double.parseDouble(end[0]) - x) * step / 10),
          String.valueOf(y + (Double.parseDouble(end[1]) - y) * step / 10),
          1);
    }
    mouse("mouseReleased", end[0], end[1], 0);
  }

  /// Drags by a finger, as [#drag] does by the mouse.
  void swipe(String from, String to) {
    String[] start = middle(from);
    double x = Double.parseDouble(start[0]);
    double y = Double.parseDouble(start[1]);
    String[] end = middle(to);
    touch("touchStart", List.of(Map.of("x", x, "y", y)));
    for (int step = 1; step <= 10; step++) {
      double right = x + (Double.parseDouble(end[0]) - x) * step / 10;
      double down = y + (Double.parseDouble(end[1]) - y) * step / 10;
      touch("touchMove", List.of(Map.of("x", right, "y", down)));
    }
    touch("touchEnd", List.of());
  }

  private void touch(String type, List<Map<String, Double>> points) {
    call("Input.dispatchTouchEvent", Map.of("type", type, "touchPoints", points));
  }

  /// Makes the screen one for fingers.
  void touchscreen() {
    call("Emulation.setTouchEmulationEnabled", Map.of("enabled", true));
  }

  private String[] middle(String element) {
    return evaluate(
            "(() => { const e = "
                + element
                + "; e.scrollIntoView({ block: 'nearest' }); const b = e.getBoundingClientRect();"
                + " return (b.left + b.width / 2) + ' ' + (b.top + Math.min(b.height / 2, 200)); })()")
        .split(" ");
  }

  private void mouse(String type, String x, String y, int buttons) {
    call(
        "Input.dispatchMouseEvent",
        Map.of(
            "type",
            type,
            "x",
            Double.parseDouble(x),
            "y",
            Double.parseDouble(y),
            "button",
            type.equals("mouseMoved") && buttons == 0 ? "none" : "left",
            "buttons",
            buttons,
            "clickCount",
            1));
  }

  /// The value of a JavaScript expression as text.
  String evaluate(String expression) {
    Map<String, @Nullable Object> answer =
        call(
            "Runtime.evaluate",
            Map.of("expression", expression, "returnByValue", true, "awaitPromise", true));
    if (answer.get("result") instanceof Map<?, ?> result
        && result.get("result") instanceof Map<?, ?> value) {
      return String.valueOf(value.get("value"));
    }
    return "";
  }

  /// Waits until an expression is true; asks again when the page it was asked of went away.
  void until(String expression) {
    long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    String wait =
        "new Promise(done => { const ask = n => ("
            + expression
            + ") || n === 0 ? done(n > 0) : setTimeout(() => ask(n - 1), 50); ask(40); })";
    while (!evaluate(wait).equals("true")) {
      if (System.nanoTime() > deadline) {
        throw new AssertionError(
            "never true: " + expression + "\nat " + evaluate("location.href") + "\n" + problems);
      }
    }
  }

  @Override
  public void close() {
    socket.sendText("{\"id\":0,\"method\":\"Browser.close\"}", true).join();
    try {
      if (!process.waitFor(20, TimeUnit.SECONDS)) {
        process.destroyForcibly();
      }
    } catch (InterruptedException e) {
      process.destroyForcibly();
      Thread.currentThread().interrupt();
    }
    http.shutdownNow();
  }
}
