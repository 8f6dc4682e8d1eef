package dev.seshat.server.mcp;

import dev.seshat.server.schema.Schema;
import java.util.Map.Entry;

/// Arguments that several tools take, described once.
final class Common {
  private Common() {}

  static Entry<String, Schema> session() {
    return Schema.field("session!", Schema.text("Id, short id or 'current'", 100));
  }

  static Entry<String, Schema> idempotencyKey() {
    return Schema.field(
        Toolbox.IDEMPOTENCY_KEY,
        Schema.text("Repeating the call with it changes nothing more", 200));
  }

  static Entry<String, Schema> from() {
    return Schema.field("from", Schema.text("Earliest day or time, ISO 8601", 40));
  }

  static Entry<String, Schema> to() {
    return Schema.field("to", Schema.text("Latest day, inclusive, or time, ISO 8601", 40));
  }
}
