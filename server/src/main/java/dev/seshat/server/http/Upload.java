package dev.seshat.server.http;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.Texts;
import io.javalin.http.HttpStatus;
import jakarta.servlet.MultipartConfigElement;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// A form with a file, held to its limits while it comes in. What it calls its file is nowhere used.
public final class Upload implements AutoCloseable {
  /// The most that a file may have.
  public static final long MAX_FILE = 64L << 20;

  private static final long MAX_ALL = MAX_FILE + (1L << 20);
  private static final int MAX_PARTS = 50;
  private static final String CONFIG = "org.eclipse.jetty.multipartConfig";

  private final List<Part> parts;
  private final Set<String> known = new HashSet<>();

  private Upload(List<Part> parts) {
    this.parts = parts;
  }

  /// Reads the whole form; its file goes to a temporary one.
  public static Upload read(HttpServletRequest request) {
    if (request.getContentLengthLong() > MAX_ALL) {
      throw tooLarge();
    }
    request.setAttribute(
        CONFIG,
        new MultipartConfigElement(
            System.getProperty("java.io.tmpdir"), MAX_FILE, MAX_ALL, 1 << 16));
    try {
      Upload upload = new Upload(new ArrayList<>(request.getParts()));
      if (upload.parts.size() > MAX_PARTS) {
        upload.close();
        throw new Refusal(HttpStatus.BAD_REQUEST, "the form has more than " + MAX_PARTS + " parts");
      }
      return upload;
    } catch (IOException | ServletException | RuntimeException e) {
      if (e instanceof Refusal refusal) {
        throw refusal;
      }
      throw isTooLarge(e)
          ? tooLarge()
          : new Refusal(HttpStatus.BAD_REQUEST, "the body is no form with a file in parts");
    }
  }

  private static boolean isTooLarge(Throwable e) {
    for (Throwable cause = e; cause != null; cause = cause.getCause()) {
      String message = String.valueOf(cause.getMessage());
      if (message.contains("max length exceeded") || message.contains("413")) {
        return true;
      }
    }
    return false;
  }

  private static Refusal tooLarge() {
    return new Refusal(HttpStatus.CONTENT_TOO_LARGE, "the file is larger than 64 MiB");
  }

  private @Nullable Part part(String name) {
    known.add(name);
    List<Part> found = parts.stream().filter(each -> name.equals(each.getName())).toList();
    if (found.size() > 1) {
      throw new Invalid(name, "is there more than once");
    }
    return found.isEmpty() ? null : found.getFirst();
  }

  /// What is made of the file in a field that has to be there.
  public <T> T file(String name, Function<InputStream, T> reader) {
    Part part = part(name);
    if (part == null) {
      throw new Invalid(name, "is missing");
    }
    try (InputStream in = part.getInputStream()) {
      return reader.apply(in);
    } catch (IOException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "the body could not be read to its end");
    }
  }

  /// A field; null if it is not there, or empty.
  public @Nullable String text(String name, int max) {
    Part part = part(name);
    if (part == null || part.getSize() == 0) {
      return null;
    }
    if (part.getSize() > 4L * max) {
      throw new Invalid(name, "is too long; at most " + max + " characters are allowed");
    }
    try (InputStream in = part.getInputStream()) {
      ByteBuffer bytes = ByteBuffer.wrap(in.readAllBytes());
      return Texts.checked(name, StandardCharsets.UTF_8.newDecoder().decode(bytes).toString(), max);
    } catch (CharacterCodingException e) {
      throw new Invalid(name, "is not text in UTF-8");
    } catch (IOException e) {
      throw new Refusal(HttpStatus.BAD_REQUEST, "the body could not be read to its end");
    }
  }

  /// A field that is a whole number from 1 on.
  public @Nullable Long number(String name, long max) {
    String text = text(name, 20);
    if (text == null) {
      return null;
    }
    if (!text.matches("[1-9]\\d{0,17}") || Long.parseLong(text) > max) {
      throw new Invalid(name, "must be a whole number from 1 to " + max);
    }
    return Long.parseLong(text);
  }

  public boolean flag(String name) {
    return switch (String.valueOf(text(name, 20))) {
      case "true", "1", "on", "yes" -> true;
      case "null", "false", "0", "off", "no" -> false;
      default -> throw new Invalid(name, "must be true or false");
    };
  }

  /// Refuses fields that nobody asked for.
  public void done() {
    for (Part part : parts) {
      if (!known.contains(part.getName())) {
        throw new Invalid(Texts.shorten(part.getName(), 40), "is no field of this form");
      }
    }
  }

  /// Takes the temporary files away.
  @Override
  public void close() {
    for (Part part : parts) {
      try {
        part.delete();
      } catch (IOException e) {
        // the server removes it with the request
      }
    }
  }
}
