package dev.seshat.net;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import dev.seshat.SeshatException.Invalid;
import dev.seshat.net.HttpFailure.Kind;
import java.net.InetAddress;
import java.util.List;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/// Which addresses are called, and which are not.
class NetPolicyTest {
  @ParameterizedTest
  @CsvSource({
    "10.1.2.3, private",
    "172.16.0.1, private",
    "172.31.255.255, private",
    "192.168.1.1, private",
    "127.8.8.8, loopback",
    "169.254.169.254, link-local",
    "100.64.0.1, provider",
    "100.127.255.255, provider",
    "0.0.0.0, this machine",
    "0.1.2.3, this machine",
    "224.0.0.1, multicast",
    "239.1.1.1, multicast",
    "255.255.255.255, broadcast",
    "250.1.1.1, reserved",
    "192.0.2.7, documentation",
    "198.51.100.7, documentation",
    "203.0.113.7, documentation",
    "198.18.0.1, benchmarks",
    "198.19.255.255, benchmarks",
    "192.0.0.8, reserved",
    "192.88.99.1, 6to4",
    "::1, loopback",
    "::, this machine",
    "fe80::1, link-local",
    "fc00::1, private",
    "fd12::1, private",
    "fec0::1, private",
    "ff02::1, multicast",
    "::ffff:10.0.0.1, private",
    "::10.0.0.1, IPv6 clothes",
    "64:ff9b::7f00:1, NAT64",
    "64:ff9b:1::1, NAT64",
    "2002:7f00:1::1, 6to4",
    "2001:0:1::1, Teredo",
    "2001:db8::1, documentation",
    "3fff::1, documentation",
    "2001:2::1, reserved",
    "4000::1, reserved",
    "100::1, discarded"
  })
  void noNameLeadsToAnAddressThatIsNotPublic(String number, String what) {
    AtomicInteger asked = new AtomicInteger();
    SafeHttp other =
        new SafeHttp(
            NetPolicy.PUBLIC,
            host -> {
              asked.incrementAndGet();
              return new InetAddress[] {
                InetAddress.getByName("93.184.215.14"), InetAddress.getByName(number)
              };
            });
    HttpFailure refused =
        catchThrowableOfType(
            HttpFailure.class,
            () ->
                other.send(
                    HttpCall.get(WebUrl.parse("http://inner.example.com/")), HttpLimits.PAGE));
    assertThat(refused.kind()).isEqualTo(Kind.REFUSED);
    assertThat(refused)
        .hasMessageContaining("inner.example.com leads to ")
        .hasMessageContaining(what);
    assertThat(asked).hasValue(1);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "8.8.8.8",
        "93.184.215.14",
        "172.32.0.1",
        "100.128.0.1",
        "2606:4700::1111",
        "192.0.1.1"
      })
  void publicAddressesMayBeCalled(String number) throws Exception {
    assertThat(
            NetPolicy.PUBLIC.refusal(
                WebUrl.parse("http://example.com"), InetAddress.getByName(number)))
        .isNull();
  }

  @Test
  void anOwnersListAllowsWhatItNames() throws Exception {
    NetPolicy policy =
        NetPolicy.allowing(
            "wiki.lan, *.corp.example 127.0.0.1:8080,10.1.0.0/16 [fd00::7],fd01::/16");
    assertThat(
            List.of(
                "http://wiki.lan/",
                "http://wiki.lan:81/",
                "http://a.corp.example/",
                "http://127.1:8080/"))
        .allMatch(url -> policy.allows(WebUrl.parse(url)));
    assertThat(
            List.of(
                "http://x.wiki.lan/",
                "http://corp.example/",
                "http://127.0.0.1/",
                "http://evilcorp.example/"))
        .noneMatch(url -> policy.allows(WebUrl.parse(url)));
    WebUrl any = WebUrl.parse("http://any.example/");
    assertThat(policy.refusal(any, InetAddress.getByName("10.1.255.1"))).isNull();
    assertThat(policy.refusal(any, InetAddress.getByName("fd01::9"))).isNull();
    assertThat(policy.refusal(any, InetAddress.getByName("10.2.0.1")))
        .contains("leads to 10.2.0.1, a private address");
    for (String bad : new String[] {"http://x/", "10.0.0.0/99", "a/8", "x y@z", "10.0.0/8x"}) {
      assertThatThrownBy(() -> NetPolicy.allowing(bad)).as(bad).isInstanceOf(Invalid.class);
    }
  }
}
