package org.tcmureclaim.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.orders.Order;
import org.tcmureclaim.configuration.ConfigurationException;

class ApiConfigTest {
  private static final String FILES =
      "tls_certificate_file: /etc/c.pem, tls_key_file: /etc/k.pem, token_file: /etc/t";

  private static ApiConfig api(String keys) {
    return AgentConfigTest.bind("api: {" + keys + "}").api();
  }

  private static void refused(String keys, String message) {
    assertThatThrownBy(() -> api(keys))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining(message);
  }

  @Test
  void https_withCertificateKeyAndToken_mayBeReachedFromOutside() {
    ApiConfig config = api("listen: \"unix,https://0.0.0.0:8724\", " + FILES);
    assertThat(config.listen().orElseThrow().get(1)).isEqualTo(new ApiAddress.Tls("0.0.0.0", 8724));
    assertThat(config.tls())
        .contains(new ApiConfig.TlsFiles(Path.of("/etc/c.pem"), Path.of("/etc/k.pem")));
  }

  @Test
  void https_thatLacksSomething_isRefusedNamingIt() {
    refused(
        "listen: \"https://0.0.0.0:8724\"",
        "api.listen: https://0.0.0.0:8724 needs api.tls_certificate_file, api.tls_key_file,"
            + " api.token_file");
    refused(
        "listen: \"https://[::]:1\", tls_certificate_file: /c, tls_key_file: /k",
        "https://[::]:1 needs api.token_file");
    refused("tls_key_file: /k", "api.tls_key_file: a certificate and its key go together");
  }

  @ParameterizedTest
  @ValueSource(strings = {"0.0.0.0:80", "[::]:80", "storage.example:80", "10.0.0.1:80"})
  void plainPort_thatOthersReach_isRefused_inTheFileAndOnTheCommandLine(String address) {
    refused("listen: \"" + address + "\", " + FILES, address + " can be reached from outside");
    List<ApiAddress> said = ApiAddress.parseAll(address, Path.of("/run/s"));
    assertThatThrownBy(() -> api(FILES).listeningOn(said))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("listen on https://" + address);
  }

  @Test
  void server_passesOnWhatItsTokenWasGoodFor_unlessTheFileSaysWhich() {
    assertThat(api("device_metrics: 0").orders()).isEmpty();
    assertThat(api("token_file: /t").orders())
        .containsExactlyInAnyOrder(Order.Kind.PAUSE, Order.Kind.RESUME, Order.Kind.SHRINK);
    assertThat(api("token_file: /t, orders: none").orders()).isEmpty();
    assertThat(api("token_file: /t, orders: []").orders()).isEmpty();
    assertThat(api("orders: reload").orders()).containsExactly(Order.Kind.RELOAD);
    assertThat(api("orders: \"pause , resume,shrink\"").orders())
        .isEqualTo(api("orders: [pause, resume, shrink]").orders())
        .hasSize(3);
    assertThat(api("orders: [pause, pause]").orders()).containsExactly(Order.Kind.PAUSE);
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "all | got 'all'",
        "Pause | got 'Pause'; did you mean 'pause'?",
        "[pause, none] | or none alone; got 'none'",
        "'pause,' | got ''",
        "[pause, [resume]] | expected a single value, got a list",
        "{pause: true} | expected a single value, got 'key: value' lines",
        "'' | has no value",
        "' ' | has no value",
        "[' '] | has no value"
      },
      quoteCharacter = '"')
  void ordersThatThereAreNot_areRefused(String orders, String message) {
    refused("orders: " + orders, "api.orders: ");
    refused("orders: " + orders, message);
  }

  @Test
  void fileThatOthersCanWrite_letsAServerPassOnNothing(@TempDir Path folder) throws IOException {
    Path file = Files.writeString(folder.resolve("agent.yaml"), "");
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r--r--"));
    assertThat(api("orders: pause").ordersProblem(file)).isEmpty();
    Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-rw-r--"));
    assertThat(api("orders: pause").ordersProblem(file).orElseThrow())
        .startsWith("api.orders: no order of a server is taken, as others than root could have")
        .contains(file + " can be written by others")
        .endsWith("chmod go-w " + file + ", and start the agent again");
    assertThat(api("orders: none").ordersProblem(file)).isEmpty();
    assertThat(api("orders: pause").ordersProblem(folder.resolve("none")).orElseThrow())
        .contains("cannot be found out");
  }

  @Test
  void collector_isAUrlWithoutAPassword() {
    MetricsConfig metrics =
        AgentConfigTest.bind("metrics: {otlp_url: \"https://c.example/v1/metrics\"}").metrics();
    assertThat(metrics.otlpUrl()).contains(URI.create("https://c.example/v1/metrics"));
    assertThat(AgentConfigTest.bind("mode: act").metrics().otlpUrl()).isEmpty();
    for (String url : List.of("ftp://c/", "c:4318", "http:// c", "http://me:secret@c/v1")) {
      assertThatThrownBy(() -> AgentConfigTest.bind("metrics: {otlp_url: \"" + url + "\"}"))
          .isInstanceOf(ConfigurationException.class)
          .hasMessageContaining("metrics.otlp_url")
          .message()
          .doesNotContain("secret");
    }
  }
}
