package dev.seshat.mode;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Objects;
import java.util.Random;
import org.junit.jupiter.api.Test;

class ModeFileTest {
  static final String SMALL =
      """
      mode_metadata:
        name: Small
      roles:
        builder:
          role_definition: You build.
      """;

  private static List<String> errors(String text) {
    return ModeFile.read(text).errors().stream().map(ModeError::toString).toList();
  }

  @Test
  void aSmallFileIsEnough() {
    ModeCheck check = ModeFile.read(SMALL);
    assertThat(check.errors()).isEmpty();
    ModeContent content = Objects.requireNonNull(check.content());
    assertThat(content.title()).isEqualTo("Small");
    assertThat(content.roles()).extracting(Role::name).containsExactly("builder");
    assertThat(content.autoTaskRouting()).isFalse();
    assertThat(content.maxSubtaskDepth()).isNull();
  }

  @Test
  void thoseThatComeWithSeshatAreWhole() {
    for (String name : ModeFolder.SHIPPED) {
      ModeCheck check = ModeFile.read(ModeFolder.shipped(name));
      assertThat(check.errors()).as(name).isEmpty();
      ModeContent content = Objects.requireNonNull(check.content());
      assertThat(content.roles()).as(name).hasSizeGreaterThan(3);
      assertThat(content.roles())
          .allSatisfy(role -> {
            assertThat(role.expertise()).isNotEmpty();
            assertThat(role.approach()).isNotEmpty();
            assertThat(role.outputFormat()).isNotBlank();
          });
      assertThat(content.routing().stream().map(RoutingRule::role).distinct())
          .as("a rule for every role of " + name)
          .containsExactlyInAnyOrderElementsOf(content.roles().stream().map(Role::name).toList());
      assertThat(content.validation()).isNotEmpty();
    }
  }

  @Test
  void allThatIsWrongIsSaidWithItsPlace() {
    assertThat(
            errors(
                """
                mode_metadata:
                  description: 3
                mode_configuration:
                  default_complexity: hard
                  auto_task_routing: yes
                  max_subtask_depth: 99
                  colour: blue
                roles:
                  Builder:
                    role_definition: You build.
                  tester:
                    expertise: {a: b}
                  reader:
                task_routing_rules:
                  - keywords: [test, '!!']
                    role: testr
                  - role: tester
                validation_rules:
                  - 7
                more: 1
                """))
        .containsExactly(
            "2:3 mode_metadata: 'name' is missing; it is what people call the mode, as 'name: Research'",
            "2:16 mode_metadata.description: must be a text, not '3'",
            "4:23 mode_configuration.default_complexity: must be one of simple, moderate, complex, highly_complex, not 'hard'",
            "5:22 mode_configuration.auto_task_routing: must be true or false, not 'yes'",
            "6:22 mode_configuration.max_subtask_depth: must be a whole number from 0 to 49, not '99'",
            "7:3 mode_configuration.colour: is not known here; known are default_complexity, auto_task_routing, max_subtask_depth",
            "9:3 roles.Builder: must be a lower-case word (letters, digits, '_', '-'; at most 64), not 'Builder'",
            "12:5 roles.tester: 'role_definition' is missing; it says who the role is, as 'You …'",
            "12:16 roles.tester.expertise: must be a list of texts, each in a line after '- ', not fields of its own",
            "13:10 roles.reader: has no fields; say who it is, as 'role_definition: You …'",
            "15:15 task_routing_rules[0].keywords: '!!' has no letter and no digit",
            "16:11 task_routing_rules[0].role: there is no role 'testr'; there are reader, tester",
            "17:5 task_routing_rules[1]: 'keywords' is missing; they are the words that tell, as 'keywords: [find, source]'",
            "19:5 validation_rules[0]: must be a text that says what is to be true of a task, or 'rule:' and 'roles:'",
            "20:1 more: is not known here; known are mode_metadata, mode_configuration, roles, task_routing_rules, validation_rules");
  }

  @Test
  void whatIsNoYamlIsSaidWithItsPlace() {
    assertThat(errors("roles:\n  a: [1\nb: 2\n"))
        .singleElement()
        .asString()
        .startsWith("3:2 is not YAML: ");
    assertThat(errors("a: 1\na: 2\n")).containsExactly("2:1 a: stands twice (line 2)");
    assertThat(errors("")).containsExactly("1:1 is empty");
    assertThat(errors("- 1\n")).containsExactly("1:1 must have fields, such as 'mode_metadata:'");
    assertThat(errors("\tx: 1")).singleElement().asString().startsWith("1:1 is not YAML");
  }

  @Test
  void hostileFilesAreRefusedQuickly() {
    StringBuilder bomb = new StringBuilder("a0: &a0 [x,x,x,x,x,x,x,x,x,x]\n");
    for (int i = 1; i < 12; i++) {
      String before = "*a" + (i - 1);
      bomb.append(
          "a%d: &a%d [%s]\n"
              .formatted(i, i, String.join(",", java.util.Collections.nCopies(10, before))));
    }
    for (String each :
        List.of(
            bomb.toString(),
            "[".repeat(100_000),
            "a: !!java.lang.Runtime {}",
            "a: !!javax.script.ScriptEngineManager [!!java.net.URL ['http://localhost/']]",
            "&a [*a]",
            "a: &x {b: *x}",
            "? [1, 2]\n: 3\n",
            "roles: " + "x".repeat(2_000_000),
            "\0",
            "%YAML 9.9\n---\na: 1",
            "a: 1\n---\nb: 2\n")) {
      assertThat(ModeFolder.check(each).isValid())
          .as(each.substring(0, Math.min(60, each.length())))
          .isFalse();
      assertThat(ModeFolder.check(each).errors()).isNotEmpty();
    }
  }

  @Test
  void manyErrorsAreBounded() {
    StringBuilder many = new StringBuilder(SMALL);
    for (int i = 0; i < 5_000; i++) {
      many.append("x").append(i).append(": 1\n");
    }
    assertThat(ModeFile.read(many.toString()).errors()).hasSize(100);
  }

  @Test
  void noFileThatIsSpoiltBreaksTheReading() {
    Random random = new Random(7);
    String whole = ModeFolder.shipped("research");
    String odd = "\n\t :-[]{}#&*!|>'\"%@`~,?\u0000\u2028\ufeffxé";
    for (int i = 0; i < 2_000; i++) {
      StringBuilder text = new StringBuilder(whole);
      for (int n = random.nextInt(4) + 1; n > 0; n--) {
        int at = random.nextInt(text.length());
        switch (random.nextInt(3)) {
          case 0 -> text.setCharAt(at, odd.charAt(random.nextInt(odd.length())));
          case 1 -> text.delete(at, Math.min(text.length(), at + random.nextInt(40)));
          default -> text.insert(at, odd.charAt(random.nextInt(odd.length())));
        }
      }
      ModeCheck check = ModeFolder.check(text.toString());
      assertThat(check.isValid()).isEqualTo(check.errors().isEmpty());
      long lines = text.toString().lines().count() + 1;
      assertThat(check.errors())
          .allSatisfy(each -> {
            assertThat(each.line()).isBetween(1, (int) lines + 2);
            assertThat(each.column()).isPositive();
          });
    }
  }

  @Test
  void wordsAreFoundWhole() {
    ModeRouting routing =
        new ModeRouting(
            List.of(
                new RoutingRule(List.of("Unit test", "C++"), "tester"),
                new RoutingRule(List.of("write", "Überblick"), "writer"),
                new RoutingRule(List.of("test"), "other")));
    assertThat(routing.role("Make unit-tests")).isEmpty();
    assertThat(routing.role("Rewrite it", "contest")).isEmpty();
    assertThat(routing.role("Write a UNIT  test!")).contains("tester");
    assertThat(routing.role("Port to c++")).contains("tester");
    assertThat(routing.role("Port to c")).isEmpty();
    assertThat(routing.role("(test)", "and write")).contains("writer");
    assertThat(routing.role("Ein ÜBERBLICK")).contains("writer");
    assertThat(routing.role("unit", "test")).contains("other");
  }
}
