package org.tcmureclaim.agent.config;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.UsualSocket;
import org.tcmureclaim.configuration.ConfigurationException;

class ServeConfigTest {
  @TempDir private Path folder;

  private ServeConfig load(String text) throws IOException {
    return ServeConfig.load(Files.writeString(folder.resolve("agent.yaml"), text));
  }

  /** A policy of a jar that is not here, and a customer that is wrong, are the agent's matter. */
  @Test
  void otherSections_areNotLookedAt() throws IOException {
    ServeConfig config =
        load(
            """
            policy: {name: of-some-jar}
            customers: [{name: 7, mtch: x}]
            api: {listen: "127.0.0.1:8723", device_metrics: 3}
            """);
    assertThat(config.api().deviceMetrics()).isEqualTo(3);
    assertThat(config.addresses(List.of())).containsExactly(new ApiAddress.Tcp("127.0.0.1", 8723));
  }

  @Test
  void whatIsWrongInItsSections_isRefusedWithItsPlace() {
    assertThatThrownBy(
            () ->
                load(
                    """
                    mode: act
                    api:
                      listen: "0.0.0.0:1"
                      lissten: unix
                    metrics: {otlp_every: 1ms}
                    """))
        .isInstanceOf(ConfigurationException.class)
        .hasMessageContaining("agent.yaml:3: api.listen: 0.0.0.0:1 can be reached from outside")
        .hasMessageContaining("agent.yaml:4: api.lissten: unknown")
        .hasMessageContaining("agent.yaml:5: metrics.otlp_every: ");
  }

  /** The socket of agents that had no server lies where only an agent may make one. */
  @ParameterizedTest
  @ValueSource(
      strings = {"{}", "api: {listen: unix}", "api: {listen: unix:/run/tcmu-reclaim/api.sock}"})
  void usualSocket_isTheServersOwn(String text) throws IOException {
    ApiAddress usual = new ApiAddress.Unix(UsualSocket.OF_HOST);
    assertThat(load(text).addresses(List.of(usual))).containsExactly(usual);
    assertThat(UsualSocket.OF_HOST).hasToString("/run/tcmu-reclaim-serve/api.sock");
  }

  @Test
  void listeningOn_takesThePlaceOfTheFile() throws IOException {
    ServeConfig config = load("api: {listen: unix}").listeningOn(List.of());
    assertThat(config.api().listen()).isEqualTo(Optional.of(List.of()));
    assertThatThrownBy(() -> config.listeningOn(List.of(new ApiAddress.Tcp("10.0.0.1", 1))))
        .isInstanceOf(IllegalArgumentException.class)
        .hasMessageContaining("can be reached from outside");
  }
}
