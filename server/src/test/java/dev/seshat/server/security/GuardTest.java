package dev.seshat.server.security;

import static org.assertj.core.api.Assertions.assertThat;

import dev.seshat.server.ServerOptions;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/// Which names a server answers to.
class GuardTest {
  @ParameterizedTest
  @CsvSource({
    "127.0.0.1, localhost:7377, 127.0.0.1, true",
    "127.0.0.1, 127.0.0.1:7377, 127.0.0.1, true",
    "127.0.0.1, LocalHost:7377, 127.0.0.1, true",
    "127.0.0.1, [::1]:7377, 0:0:0:0:0:0:0:1, true",
    "127.0.0.1, localhost, 127.0.0.1, false",
    "127.0.0.1, localhost:7378, 127.0.0.1, false",
    "127.0.0.1, localhost:07377, 127.0.0.1, false",
    "127.0.0.1, localhost:, 127.0.0.1, false",
    "127.0.0.1, evil.example:7377, 127.0.0.1, false",
    "127.0.0.1, localhost.evil.example:7377, 127.0.0.1, false",
    "127.0.0.1, 192.168.1.5:7377, 127.0.0.1, false",
    "0.0.0.0, 192.168.1.5:7377, 192.168.1.5, true",
    "0.0.0.0, 192.168.1.6:7377, 192.168.1.5, false",
    "0.0.0.0, box.lan:7377, 192.168.1.5, false",
    "::, [fd00::5]:7377, fd00:0:0:0:0:0:0:5, true",
    "box.lan, box.lan:7377, 192.168.1.5, true",
    "box.lan, other.lan:7377, 192.168.1.5, false",
  })
  void answersToItsOwnNames(String listens, String host, String reached, boolean own) {
    Guard guard = new Guard(ServerOptions.local().withHost(listens));
    assertThat(guard.isOurs(host, reached, 7377)).isEqualTo(own);
  }
}
