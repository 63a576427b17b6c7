package org.tcmureclaim.server.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.SelfSigned;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.json.JsonObject;

/** TLS with certificates that openssl makes. */
class TlsTest {
  private static final String TOKEN = "a-token-of-enough-letters";

  @TempDir private Path folder = Path.of("");
  private final List<String> told = new ArrayList<>();
  private final Notices notices =
      new Notices() {
        @Override
        public void info(String message) {
          told.add("info: " + message);
        }

        @Override
        public void warn(String message) {
          told.add("warn: " + message);
        }
      };
  private ApiFixture fixture;
  private String token = TOKEN;
  private Path certificate;
  private Path key;

  @BeforeEach
  void start() throws IOException {
    fixture = new ApiFixture();
    fixture.tick(1);
    certificate = folder.resolve("certificate.pem");
    key = folder.resolve("key.pem");
    issue("first", "IP:127.0.0.1");
    take("first");
  }

  @AfterEach
  void close() throws IOException {
    fixture.close();
  }

  private void issue(String name, String subject) throws IOException {
    SelfSigned.issue(folder, name, subject);
  }

  /** Puts a certificate where the agent looks. */
  private void take(String name) throws IOException {
    Files.copy(folder.resolve(name + ".crt"), certificate, StandardCopyOption.REPLACE_EXISTING);
    Files.copy(folder.resolve(name + ".key"), key, StandardCopyOption.REPLACE_EXISTING);
    mode("rw-------");
  }

  private void mode(String mode) throws IOException {
    Files.setPosixFilePermissions(key, PosixFilePermissions.fromString(mode));
  }

  private ApiAddress listen() throws IOException {
    return fixture.api.listen(
        new ApiAddress.Tls("127.0.0.1", 0),
        () -> Optional.of(token),
        new TlsCertificate(certificate, key, notices));
  }

  private AgentClient client(ApiAddress address, String token, String issuer) {
    return new AgentClient(
        address, Optional.of(token), Optional.of(folder.resolve(issuer + ".crt")));
  }

  @Test
  void everything_needsTheToken() throws IOException {
    ApiAddress address = listen();
    assertThat(address.toString()).startsWith("https://127.0.0.1:");
    assertThat(client(address, TOKEN, "first").get("/status").status()).isEqualTo(200);
    assertThat(client(address, TOKEN, "first").post("/pause", new JsonObject()).status())
        .isEqualTo(200);
    assertThat(client(address, "another-token-of-16", "first").get("/status").status())
        .isEqualTo(401);
  }

  @Test
  void renewedToken_countsAtOnce_andTheOneBeforeNoLonger() throws IOException {
    ApiAddress address = listen();
    token = "another-token-of-16";
    assertThat(client(address, token, "first").get("/status").status()).isEqualTo(200);
    assertThat(client(address, TOKEN, "first").get("/status").status()).isEqualTo(401);
  }

  @Test
  void pageItself_needsNone_asABrowserHasToLoadItFirst() throws IOException {
    ApiAddress.Tls address = (ApiAddress.Tls) listen();
    assertThat(fetch(address, "/")).contains("<title>tcmu-reclaim</title>");
    assertThat(fetch(address, "/metrics")).contains("A token is needed");
  }

  /** Not verified: what is asked here is who may ask. */
  private static String fetch(ApiAddress.Tls address, String path) throws IOException {
    Process client =
        new ProcessBuilder(
                "openssl", "s_client", "-quiet", "-connect", "127.0.0.1:" + address.port())
            .redirectError(ProcessBuilder.Redirect.DISCARD)
            .start();
    try (OutputStream out = client.getOutputStream()) {
      out.write(
          ("GET " + path + " HTTP/1.1\r\nHost: any.example\r\nConnection: close\r\n\r\n")
              .getBytes(StandardCharsets.US_ASCII));
      out.flush();
      return new String(client.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    }
  }

  @Test
  void agentThatNobodyVouchesFor_isNotAsked() throws IOException {
    ApiAddress address = listen();
    issue("stranger", "IP:127.0.0.1");
    assertThatThrownBy(() -> client(address, TOKEN, "stranger").get("/status"))
        .isInstanceOf(HostException.class)
        .hasMessageContaining("does not answer")
        .hasMessageContaining("--ca-file");
  }

  @Test
  void certificateOfAnotherHost_isNotBelieved() throws IOException {
    issue("elsewhere", "DNS:elsewhere.example");
    take("elsewhere");
    ApiAddress address = listen();
    assertThatThrownBy(() -> client(address, TOKEN, "elsewhere").get("/status"))
        .isInstanceOf(HostException.class);
  }

  @Test
  void renewedCertificate_isShownWithoutARestart_andABrokenOneIsNot() throws IOException {
    ApiAddress address = listen();
    issue("second", "IP:127.0.0.1");
    take("second");
    fixture.api.lookAtCertificates();
    assertThat(client(address, TOKEN, "second").get("/status").status()).isEqualTo(200);
    assertThat(told)
        .containsExactly("info: TLS: the certificate of " + certificate + " was renewed");

    Files.writeString(certificate, "nothing");
    fixture.api.lookAtCertificates();
    assertThat(client(address, TOKEN, "second").get("/status").status()).isEqualTo(200);
    assertThat(told.get(1))
        .startsWith("warn: TLS: the renewed certificate cannot be used")
        .contains(certificate + ": holds no 'CERTIFICATE' in PEM");

    fixture.api.lookAtCertificates();
    assertThat(told).as("the same problem is told of once").hasSize(2);
    Files.delete(certificate);
    Files.createDirectory(certificate);
    fixture.api.lookAtCertificates();
    assertThat(told).as("and another one too").hasSize(3);
    Files.delete(certificate);
    take("second");
    mode("rw-r--r--");
    fixture.api.lookAtCertificates();
    assertThat(told.get(3)).contains(key + ": others can read this key");
  }

  /** Certificates are often issued with names of their subjects as comments, in any encoding. */
  @Test
  void commentThatIsNotAscii_isNoRenewalAtEachLook() throws IOException {
    Files.writeString(certificate, "# Müller\n" + Files.readString(certificate));
    ApiAddress address = listen();
    fixture.api.lookAtCertificates();
    fixture.api.lookAtCertificates();
    assertThat(told).isEmpty();
    assertThat(client(address, TOKEN, "first").get("/status").status()).isEqualTo(200);
  }

  @Test
  void keyThatOthersCanRead_orThatIsNone_isRefused() throws IOException {
    mode("rw-r-----");
    assertThatThrownBy(this::listen).isInstanceOf(IOException.class).hasMessageContaining("chmod");
    mode("rw-------");
    Files.copy(certificate, key, StandardCopyOption.REPLACE_EXISTING);
    mode("rw-------");
    assertThatThrownBy(this::listen).hasMessageContaining("holds no 'PRIVATE KEY' in PEM");
    Files.delete(key);
    assertThatThrownBy(this::listen).hasMessageContaining(key + ": is not there");
  }

  @Test
  void keyOfAnotherCertificate_isRefused() throws IOException {
    issue("second", "IP:127.0.0.1");
    Files.copy(folder.resolve("second.key"), key, StandardCopyOption.REPLACE_EXISTING);
    mode("rw-------");
    assertThatThrownBy(this::listen).hasMessage(key + " is not the key of " + certificate);
  }
}
