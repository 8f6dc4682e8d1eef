package dev.seshat.server;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.json.Json;
import dev.seshat.server.api.OpenApi;
import dev.seshat.server.api.Operation;
import dev.seshat.server.http.Problem;
import dev.seshat.server.schema.Schema;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/// Holds every answer of the REST interface that a test sees against what its operation declares: the status, the media
/// type, and each field.
final class Contract {
  private static final List<Known> KNOWN =
      Server.operations().stream()
          .map(each ->
              new Known(each, Pattern.compile(each.address().replaceAll("\\{\\w+}", "[^/]+"))))
          .toList();

  private record Known(Operation operation, Pattern address) {}

  private Contract() {}

  /// Fails if the answer is not one that the operation at this address declares.
  static void check(String method, String path, Client.Answer answer) {
    String address = path.replaceFirst("\\?.*", "");
    operation(method, address).ifPresent(operation -> check(operation, answer));
  }

  /// The operation that answers at an address; one that is spelt out goes before one with places in it.
  static Optional<Operation> operation(String method, String address) {
    return KNOWN.stream()
        .filter(known -> known.operation().method().equals(method))
        .filter(known -> known.address().matcher(address).matches())
        .map(Known::operation)
        .min(java.util.Comparator.comparingInt(operation -> operation.path().size()));
  }

  private static void check(Operation operation, Client.Answer answer) {
    String what = operation.id() + " answered " + answer.status();
    if (answer.status() >= 400) {
      assertThat(OpenApi.problems(operation)).as(what).contains(answer.status());
      assertThat(answer.header("Content-Type")).as(what).startsWith(Problem.MEDIA_TYPE);
      fits(what, Schema.of(Problem.schema()), answer.body());
      return;
    }
    if (answer.status() == 304 && operation.versioned()) {
      return;
    }
    Operation.Answer declared = operation.answers().get(answer.status());
    if (declared == null) {
      throw new AssertionError(what + ", which it does not declare");
    }
    if (declared.schema() != null && answer.header("Content-Type").startsWith("application/json")) {
      fits(what, declared.schema(), answer.body());
    }
  }

  private static void fits(String what, Schema schema, String body) {
    List<String> wrong = new ArrayList<>();
    Map<String, ?> json = Json.parseObject("", body);
    try {
      schema.checkExactly("", json);
    } catch (Invalid e) {
      wrong.add(e.getMessage());
    }
    assertThat(wrong).as(what + ": " + body).isEmpty();
  }
}
