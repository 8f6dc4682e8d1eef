package dev.seshat.testing;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicInteger;
import javax.net.ServerSocketFactory;

/// A server on this machine that says, byte for byte, what a test wants: also what no decent server says.
public final class RawServer implements AutoCloseable {
  /// What is done with a connection once its question was read.
  @FunctionalInterface
  public interface Script {
    void play(Question question, OutputStream out) throws IOException;
  }

  /// A question as it came: its first line and headers, and its body if its length was told.
  public record Question(String head, byte[] body, InputStream in) {
    /// Path and query.
    public String path() {
      return head.split(" ", 3)[1];
    }

    /// Waits until the other side ends the connection.
    public void waitForEnd() throws IOException {
      in.skip(Long.MAX_VALUE);
      while (in.read() >= 0) {
        // What comes after the question is of no interest.
      }
    }
  }

  private final ServerSocket listener;
  private final String scheme;
  private final Map<String, Script> scripts = new ConcurrentHashMap<>();
  private final List<Question> questions = new CopyOnWriteArrayList<>();
  private final List<Socket> open = new CopyOnWriteArrayList<>();
  private final AtomicInteger connections = new AtomicInteger();

  public RawServer() throws IOException {
    this(ServerSocketFactory.getDefault(), "http");
  }

  public RawServer(ServerSocketFactory sockets, String scheme) throws IOException {
    this.listener = sockets.createServerSocket(0, 50, InetAddress.getLoopbackAddress());
    this.scheme = scheme;
    Thread.ofVirtual().start(this::accept);
  }

  /// From now on plays this when the path is asked for; with `*` for all that have nothing of their own.
  public RawServer on(String path, Script script) {
    scripts.put(path, script);
    return this;
  }

  /// From now on says this when the path is asked for.
  public RawServer says(String path, String answer) {
    return on(path, (question, out) -> out.write(answer.getBytes(StandardCharsets.ISO_8859_1)));
  }

  /// From now on gives this body, whole and well-formed.
  public RawServer gives(String path, String contentType, byte[] body, String... headers) {
    return on(path, (question, out) -> out.write(answer(200, contentType, body, headers)));
  }

  /// The same of text.
  public RawServer gives(String path, String contentType, String body, String... headers) {
    return gives(path, contentType, body.getBytes(StandardCharsets.UTF_8), headers);
  }

  /// A whole and well-formed answer.
  public static byte[] answer(int status, String contentType, byte[] body, String... headers) {
    StringBuilder head = new StringBuilder("HTTP/1.1 " + status + " Said\r\n");
    head.append("Content-Type: ").append(contentType).append("\r\n");
    head.append("Content-Length: ").append(body.length).append("\r\n");
    for (String header : headers) {
      head.append(header).append("\r\n");
    }
    ByteArrayOutputStream all = new ByteArrayOutputStream();
    all.writeBytes(head.append("\r\n").toString().getBytes(StandardCharsets.ISO_8859_1));
    all.writeBytes(body);
    return all.toByteArray();
  }

  public int port() {
    return listener.getLocalPort();
  }

  /// An address of this server by the number of its machine.
  public String url(String path) {
    return scheme + "://127.0.0.1:" + port() + path;
  }

  /// How many connections were taken.
  public int connections() {
    return connections.get();
  }

  /// All questions so far, in order.
  public List<Question> questions() {
    return questions;
  }

  private void accept() {
    while (!listener.isClosed()) {
      try {
        Socket socket = listener.accept();
        connections.incrementAndGet();
        open.add(socket);
        Thread.ofVirtual().start(() -> serve(socket));
      } catch (IOException e) {
        // The listener was closed, or the connection is gone already.
      }
    }
  }

  private void serve(Socket socket) {
    try (socket) {
      InputStream in = socket.getInputStream();
      String head = head(in);
      if (head.isEmpty()) {
        return;
      }
      Question question = new Question(head, in.readNBytes(length(head)), in);
      questions.add(question);
      String path = question.path().replaceAll("\\?.*", "");
      Script script = scripts.getOrDefault(path, scripts.get("*"));
      OutputStream out = socket.getOutputStream();
      if (script == null) {
        out.write(answer(404, "text/plain", "no such page".getBytes(StandardCharsets.UTF_8)));
      } else {
        script.play(question, out);
      }
      out.flush();
    } catch (IOException e) {
      // The caller went away, which is what many of these tests want of it.
    }
  }

  private static String head(InputStream in) throws IOException {
    StringBuilder head = new StringBuilder();
    for (int c = in.read(); c >= 0; c = in.read()) {
      head.append((char) c);
      if (head.toString().endsWith("\r\n\r\n")) {
        return head.toString();
      }
    }
    return "";
  }

  private static int length(String head) {
    for (String line : head.split("\r\n")) {
      if (line.toLowerCase(java.util.Locale.ROOT).startsWith("content-length:")) {
        return Integer.parseInt(line.substring(15).strip());
      }
    }
    return 0;
  }

  @Override
  public void close() throws IOException {
    listener.close();
    for (Socket socket : open) {
      socket.close();
    }
  }
}
