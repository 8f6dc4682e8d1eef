package dev.seshat.server.web;

import dev.seshat.server.Routes;
import io.javalin.config.RoutesConfig;
import io.javalin.http.Context;
import io.javalin.http.NotFoundResponse;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.Map;

/// The dashboard's own files: a fixed list, read once, each addressed with its hash so that browsers keep it.
public final class Assets implements Routes {
  private static final String HTMX = "/META-INF/resources/webjars/htmx.org/2.0.10/dist/htmx.min.js";

  private final Map<String, Asset> assets = new LinkedHashMap<>();

  private static final class Asset {
    private final byte[] bytes;
    private final String type;
    private final String hash;

    Asset(byte[] bytes, String type) {
      this.bytes = bytes;
      this.type = type;
      this.hash = hash(bytes);
    }
  }

  public Assets() {
    add("seshat.css", "/dev/seshat/server/web/seshat.css", "text/css; charset=utf-8");
    add("seshat.js", "/dev/seshat/server/web/seshat.js", "text/javascript; charset=utf-8");
    add("live.js", "/dev/seshat/server/web/live.js", "text/javascript; charset=utf-8");
    add("keys.js", "/dev/seshat/server/web/keys.js", "text/javascript; charset=utf-8");
    add("board.js", "/dev/seshat/server/web/board.js", "text/javascript; charset=utf-8");
    add("tasks.js", "/dev/seshat/server/web/tasks.js", "text/javascript; charset=utf-8");
    add("interview.js", "/dev/seshat/server/web/interview.js", "text/javascript; charset=utf-8");
    add("seshat.svg", "/dev/seshat/server/web/seshat.svg", "image/svg+xml");
    add("htmx.js", HTMX, "text/javascript; charset=utf-8");
  }

  private void add(String name, String resource, String type) {
    try (InputStream in = Assets.class.getResourceAsStream(resource)) {
      if (in == null) {
        throw new IllegalStateException("the program was built without " + resource);
      }
      byte[] bytes = in.readAllBytes();
      assets.put(name, new Asset(bytes, type));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static String hash(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes), 0, 6);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }

  /// The address of a file.
  public String url(String name) {
    Asset asset = assets.get(name);
    if (asset == null) {
      throw new IllegalArgumentException("no asset " + name);
    }
    return "/assets/" + name + "?v=" + asset.hash;
  }

  @Override
  public void addTo(RoutesConfig routes) {
    routes.get("/assets/{name}", this::serve);
    routes.get("/favicon.ico", ctx -> ctx.redirect(url("seshat.svg")));
  }

  private void serve(Context ctx) {
    Asset asset = assets.get(ctx.pathParam("name"));
    if (asset == null) {
      throw new NotFoundResponse();
    }
    boolean asked = asset.hash.equals(ctx.queryParam("v"));
    ctx.header("Cache-Control", asked ? "public, max-age=31536000, immutable" : "no-cache");
    ctx.contentType(asset.type).result(asset.bytes);
  }
}
