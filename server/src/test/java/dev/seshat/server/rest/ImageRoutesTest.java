package dev.seshat.server.rest;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.Client.Answer;
import dev.seshat.server.ClientCase;
import dev.seshat.server.fuzz.Pictures;
import dev.seshat.session.NewSession;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Images over REST: uploads as hostile people make them, and bytes as browsers ask for them.
class ImageRoutesTest extends ClientCase {
  private static final String FORM = "multipart/form-data; boundary=xyz";

  private String session;

  @BeforeEach
  void prepare() {
    session = client.seshat.sessions().start(NewSession.of("Draw")).id().toString();
  }

  private Answer add(byte[] bytes, String name, Map<String, String> fields) {
    ByteArrayOutputStream form = new ByteArrayOutputStream();
    fields.forEach((field, value) ->
        form.writeBytes(
            ("--xyz\r\nContent-Disposition: form-data; name=\""
                    + field
                    + "\"\r\n\r\n"
                    + value
                    + "\r\n")
                .getBytes(StandardCharsets.UTF_8)));
    form.writeBytes(
        ("--xyz\r\nContent-Disposition: form-data; name=\"image\"; filename=\""
                + name
                + "\"\r\n"
                + "Content-Type: text/html\r\n\r\n")
            .getBytes(StandardCharsets.ISO_8859_1));
    form.writeBytes(bytes);
    form.writeBytes("\r\n--xyz--\r\n".getBytes(StandardCharsets.US_ASCII));
    return client.sendFile("/api/v1/sessions/" + session + "/images", FORM, form.toByteArray());
  }

  private HttpResponse<byte[]> bytes(String path, String... headers)
      throws IOException, InterruptedException {
    HttpRequest.Builder request = HttpRequest.newBuilder(client.uri(path));
    if (headers.length > 0) {
      request.headers(headers);
    }
    try (HttpClient http = HttpClient.newHttpClient()) {
      return http.send(request.build(), HttpResponse.BodyHandlers.ofByteArray());
    }
  }

  private List<Path> files() throws IOException {
    Path folder = client.seshat.folder().resolve("sessions");
    if (!Files.exists(folder)) {
      return List.of();
    }
    try (Stream<Path> all = Files.walk(folder)) {
      return all.filter(Files::isRegularFile).toList();
    }
  }

  @Test
  void bytesComeBackWholeInPartsOrNotAtAll() throws Exception {
    byte[] png = Pictures.png(1);
    Answer made = add(png, "a.png", Map.of("meta", "{\"prompt\":\"a heron\"}", "styled", "true"));
    assertThat(made.status()).as(made.body()).isEqualTo(201);
    assertThat(made.json()).containsEntry("is_styled", true).containsEntry("width", 320);
    String content = made.header("Location") + "/content";

    HttpResponse<byte[]> all = bytes(content);
    assertThat(all.statusCode()).isEqualTo(200);
    assertThat(all.body()).isEqualTo(png);
    assertThat(all.headers().map())
        .containsEntry("content-type", List.of("image/png"))
        .containsEntry("accept-ranges", List.of("bytes"))
        .containsEntry("x-content-type-options", List.of("nosniff"))
        .containsEntry("content-length", List.of(String.valueOf(png.length)));
    assertThat(all.headers().firstValue("content-security-policy").orElseThrow())
        .contains("sandbox")
        .contains("default-src 'none'");
    String tag = all.headers().firstValue("etag").orElseThrow();
    assertThat(tag).isEqualTo("\"" + made.text("sha256") + "\"");

    HttpResponse<byte[]> known = bytes(content, "If-None-Match", "\"x\", W/" + tag);
    assertThat(known.statusCode()).isEqualTo(304);
    assertThat(known.body()).isEmpty();
    part(content, "bytes=10-19", png, 10, 20);
    part(content, "bytes=" + (png.length - 5) + "-", png, png.length - 5, png.length);
    part(content, "bytes=-7", png, png.length - 7, png.length);
    part(content, "bytes=0-999999999", png, 0, png.length);
    assertThat(bytes(content, "Range", "bytes=0-1", "If-Range", "\"old\"").statusCode())
        .isEqualTo(200);
    assertThat(bytes(content, "Range", "bytes=0-1", "If-Range", tag).statusCode()).isEqualTo(206);
    assertThat(bytes(content, "Range", "bytes=5-2").statusCode()).isEqualTo(200);
    assertThat(bytes(content, "Range", "bytes=0-1,4-5").statusCode()).isEqualTo(200);
    for (String beyond : List.of("bytes=" + png.length + "-", "bytes=-0")) {
      HttpResponse<byte[]> none = bytes(content, "Range", beyond);
      assertThat(none.statusCode()).isEqualTo(416);
      assertThat(none.headers().firstValue("content-range")).contains("bytes */" + png.length);
    }
  }

  private void part(String path, String range, byte[] all, int from, int to) throws Exception {
    HttpResponse<byte[]> answer = bytes(path, "Range", range);
    assertThat(answer.statusCode()).as(range).isEqualTo(206);
    assertThat(answer.body()).isEqualTo(Arrays.copyOfRange(all, from, to));
    assertThat(answer.headers().firstValue("content-range"))
        .contains("bytes " + from + "-" + (to - 1) + "/" + all.length);
  }

  @Test
  void whatAFormCallsItsFileIsNoPath() throws Exception {
    for (String name : List.of("../../x", "/etc/passwd", "a%00b.png", "CON", "x.svg", "..\\x")) {
      Answer made = add(Pictures.png(name.hashCode()), name, Map.of());
      assertThat(made.status()).as(made.body()).isEqualTo(201);
      assertThat(made.text("image_url")).matches("sessions/[0-9a-f]{8}/images/img_[0-9_]+\\.png");
    }
    assertThat(files()).hasSize(6);
  }

  @Test
  void whatIsNoPictureIsRefusedAndLeavesNothing() throws Exception {
    byte[] svg =
        "<svg xmlns='http://www.w3.org/2000/svg'><script>alert(1)</script></svg>"
            .getBytes(StandardCharsets.UTF_8);
    assertThat(add(svg, "a.png", Map.of()).status()).isEqualTo(422);
    assertThat(add(new byte[0], "a.png", Map.of()).status()).isEqualTo(422);
    assertThat(add(Pictures.png(1), "a", Map.of("position", "1")).status()).isEqualTo(422);
    assertThat(add(Pictures.png(1), "a", Map.of("iteration", "1", "position", "1")).status())
        .isEqualTo(404);
    assertThat(add(Pictures.png(1), "a", Map.of("iteration", "-1")).status()).isEqualTo(422);
    assertThat(add(Pictures.png(1), "a", Map.of("nonsense", "1")).status()).isEqualTo(422);
    assertThat(add(Pictures.png(1), "a", Map.of("meta", "[1]")).status()).isEqualTo(422);
    assertThat(add(Pictures.png(1), "a", Map.of("parent", "../../x")).status()).isEqualTo(422);
    String at = "/api/v1/sessions/" + session + "/images";
    assertThat(client.sendFile(at, FORM, "no form".getBytes(StandardCharsets.UTF_8)).status())
        .isIn(400, 422);
    assertThat(client.sendFile(at, "multipart/form-data", new byte[10]).status()).isEqualTo(400);
    assertThat(client.sendFile(at, "image/png", Pictures.png(1)).status()).isEqualTo(415);
    assertThat(client.get("/api/v1/images/..%2F..%2Fx/content").status()).isIn(400, 404);
    assertThat(client.get("/api/v1/images/nothing/content").status()).isEqualTo(404);
    assertThat(files()).isEmpty();
    assertThat(client.get("/api/v1/images").json()).containsEntry("images", List.of());
  }

  @Test
  void aBodyOf65MebibytesIsRefused() throws Exception {
    byte[] large = new byte[65 << 20];
    System.arraycopy(Pictures.png(1), 0, large, 0, 100);
    assertThat(add(large, "a.png", Map.of()).status()).isEqualTo(413);
    assertThat(files()).isEmpty();
  }

  @Test
  void imagesAreListedDrawnSmallComparedMovedAndDeleted() throws Exception {
    String one =
        add(Pictures.png(1), "a", Map.of("meta", "{\"prompt\":\"a heron\"}")).text("image_id");
    String two = add(Pictures.png(2), "b", Map.of("parent", one)).text("image_id");
    assertThat(ids("?limit=1")).containsExactly(two);
    assertThat(ids("?styled=true")).containsExactly(two);
    assertThat(ids("?text=herons")).containsExactly(one);
    assertThat(ids("?session=" + session)).containsExactly(two, one);
    assertThat(
            client
                .get(
                    "/api/v1/images?limit=1&cursor="
                        + client.get("/api/v1/images?limit=1").text("next"))
                .body())
        .contains(one);
    assertThat(client.get("/api/v1/images/" + one + "/variants").body()).contains(two);
    Answer measured = client.get("/api/v1/images/" + one + "/comparison?with=" + one);
    assertThat(measured.body()).contains("\"ssim\":1.0").contains("\"hash_distance\":0.0");
    HttpResponse<byte[]> small = bytes("/api/v1/images/" + one + "/thumbnail");
    assertThat(small.headers().firstValue("content-type")).contains("image/jpeg");
    assertThat(client.get("/api/v1/images/" + one + "/thumbnail?size=300").status()).isEqualTo(422);
    String tag = small.headers().firstValue("etag").orElseThrow();
    assertThat(bytes("/api/v1/images/" + one + "/thumbnail", "If-None-Match", tag).statusCode())
        .isEqualTo(304);
    String other = client.seshat.sessions().startUnfocused(NewSession.of("other")).id().toString();
    assertThat(
            client
                .post("/api/v1/images/" + two + "/move", "{\"session\":\"" + other + "\"}")
                .json())
        .containsEntry("session_id", other);
    Answer deleted = client.send("DELETE", "/api/v1/images/" + one, null);
    assertThat(deleted.json()).containsEntry("orphaned", List.of(two));
    assertThat(client.get("/api/v1/images/" + two).json()).containsEntry("parent_id", null);
    assertThat(
            client.send("DELETE", "/api/v1/images/" + two + "?with_variants=true", null).status())
        .isEqualTo(200);
    assertThat(files()).isEmpty();
  }

  private List<Object> ids(String query) {
    return ((List<?>)
            java.util.Objects.requireNonNull(
                client.get("/api/v1/images" + query).json().get("images")))
        .stream().map(each -> (Object) ((Map<?, ?>) each).get("image_id")).toList();
  }
}
