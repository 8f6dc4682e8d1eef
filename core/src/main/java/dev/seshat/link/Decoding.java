package dev.seshat.link;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.IllegalCharsetNameException;
import java.nio.charset.StandardCharsets;
import java.nio.charset.UnsupportedCharsetException;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;

/// Which characters the bytes of a page stand for.
///
/// A byte order mark decides, then what the server says, then what the page says of itself; whoever says UTF-8 of bytes
/// that are none is not believed. Without a word from anybody it is UTF-8 if it can be, else Windows-1252.
final class Decoding {
  private static final Charset WINDOWS = Charset.forName("windows-1252");

  /// Where a page says which characters it has, as the HTML standard looks for it: in its first kilobyte, and some more.
  private static final int HEAD = 4096;

  private static final Pattern META =
      Pattern.compile(
          "<(?:meta|\\?xml)[^>]{0,300}?(?:charset|encoding)\\s{0,9}=\\s{0,9}[\"']?\\s{0,9}([\\w:.-]{1,40})",
          Pattern.CASE_INSENSITIVE);

  private Decoding() {}

  static String text(byte[] bytes, @Nullable String told) {
    Charset mark = mark(bytes);
    if (mark != null) {
      String text = new String(bytes, mark);
      return text.startsWith("\uFEFF") ? text.substring(1) : text;
    }
    boolean isUtf8 = isUtf8(bytes);
    Charset charset = believed(told, isUtf8);
    if (charset == null) {
      charset = believed(toldInside(bytes), isUtf8);
    }
    if (charset == null) {
      charset = isUtf8 ? StandardCharsets.UTF_8 : WINDOWS;
    }
    return new String(bytes, charset);
  }

  private static @Nullable Charset mark(byte[] b) {
    if (b.length >= 3 && b[0] == (byte) 0xEF && b[1] == (byte) 0xBB && b[2] == (byte) 0xBF) {
      return StandardCharsets.UTF_8;
    }
    if (b.length >= 2 && b[0] == (byte) 0xFE && b[1] == (byte) 0xFF) {
      return StandardCharsets.UTF_16BE;
    }
    return b.length >= 2 && b[0] == (byte) 0xFF && b[1] == (byte) 0xFE
        ? StandardCharsets.UTF_16LE
        : null;
  }

  private static @Nullable String toldInside(byte[] bytes) {
    String head = new String(bytes, 0, Math.min(bytes.length, HEAD), StandardCharsets.ISO_8859_1);
    Matcher meta = META.matcher(head);
    return meta.find() ? meta.group(1) : null;
  }

  private static @Nullable Charset believed(@Nullable String name, boolean isUtf8) {
    Charset charset = named(name);
    return StandardCharsets.UTF_8.equals(charset) && !isUtf8 ? null : charset;
  }

  /// The names of the Encoding standard, which differ from Java's for the charsets that many pages have wrong.
  private static @Nullable Charset named(@Nullable String name) {
    if (name == null) {
      return null;
    }
    String word = name.strip().replaceAll("[\"']", "").toLowerCase(Locale.ROOT);
    String known =
        switch (word) {
          case "iso-8859-1", "latin1", "iso8859-1", "ascii", "us-ascii" -> "windows-1252";
          case "iso-8859-9", "latin5" -> "windows-1254";
          case "gb2312", "gb_2312-80", "chinese" -> "GBK";
          case "x-sjis", "sjis", "shift-jis" -> "Shift_JIS";
          case "ks_c_5601-1987", "korean" -> "x-windows-949";
          case "utf8", "unicode-1-1-utf-8" -> "UTF-8";
          case "utf-16" -> "UTF-16LE";
          default -> word;
        };
    try {
      return Charset.forName(known);
    } catch (IllegalCharsetNameException | UnsupportedCharsetException e) {
      return null;
    }
  }

  private static boolean isUtf8(byte[] bytes) {
    try {
      StandardCharsets.UTF_8
          .newDecoder()
          .onMalformedInput(CodingErrorAction.REPORT)
          .onUnmappableCharacter(CodingErrorAction.REPORT)
          .decode(ByteBuffer.wrap(bytes));
      return true;
    } catch (CharacterCodingException e) {
      return false;
    }
  }
}
