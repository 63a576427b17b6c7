package org.tcmureclaim.server.page;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.security.cert.CertificateFactory;
import java.util.Base64;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.agent.address.SelfSigned;
import org.tcmureclaim.command.client.AgentClient;
import org.tcmureclaim.command.client.Answer;
import org.tcmureclaim.json.JsonObject;

/**
 * The page over TLS in a real browser, which believes this certificate's key and no other. Nothing
 * but the page itself is shown before the token is given.
 */
class TlsPageTest {
  private static final String TOKEN = "a-token-of-enough-letters";

  @TempDir private Path folder = Path.of("");
  private RunningAgent agent;
  private Browser browser;

  @BeforeEach
  void start() throws IOException, GeneralSecurityException {
    SelfSigned.issue(folder, "page", "IP:127.0.0.1");
    Files.writeString(folder.resolve("page.token"), TOKEN);
    for (String secret : new String[] {"page.key", "page.token"}) {
      Files.setPosixFilePermissions(
          folder.resolve(secret), PosixFilePermissions.fromString("rw-------"));
    }
    agent = RunningAgent.startTls(folder, "luns: 32, memory: 8GiB");
    browser =
        Browser.start(
            Files.createDirectory(folder.resolve("profile")),
            1280,
            1600,
            "--ignore-certificate-errors-spki-list=" + keyHash());
    browser.open(agent.tlsUrl());
  }

  @AfterEach
  void end() {
    browser.close();
    agent.close();
  }

  /** As Chromium wants it: SHA-256 of SubjectPublicKeyInfo, in Base64. */
  private String keyHash() throws IOException, GeneralSecurityException {
    try (InputStream in = Files.newInputStream(folder.resolve("page.crt"))) {
      byte[] key =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(in)
              .getPublicKey()
              .getEncoded();
      return Base64.getEncoder().encodeToString(MessageDigest.getInstance("SHA-256").digest(key));
    }
  }

  private void giveToken(String token) {
    browser.await("document.getElementById('ask')?.open");
    browser.evaluate(
        "document.getElementById('token').value = '"
            + token
            + "'; document.querySelector('#ask button[value=ok]').click()");
  }

  @Test
  void page_showsNothingWithoutTheToken_andWithItDecisions_andPauses() throws IOException {
    browser.await("document.getElementById('ask')?.open");
    assertThat(browser.evaluate("document.querySelectorAll('#devices tbody tr').length"))
        .isEqualTo(0L);
    browser.screenshot(Path.of("target", "screenshots", "token.png"));
    giveToken(TOKEN);
    browser.await("document.querySelectorAll('#devices tbody tr').length === 32");
    browser.await("document.getElementById('link').textContent === 'live'");

    Answer answer =
        client().post("/devices/user_0/corvid-003/shrink", new JsonObject().put("keep_bytes", 0));
    assertThat(answer.isFine()).as(answer.json().encode()).isTrue();
    browser.await(
        "[...document.querySelectorAll('#decisions summary')].some((s) =>"
            + " s.textContent.includes('an operator asked'))");

    browser.click("pause");
    browser.await("document.getElementById('pause').textContent === 'Resume'");
    assertThat(client().get("/status").json().getBoolean("paused")).isTrue();
    assertThat(browser.evaluate("location.href")).isEqualTo(agent.tlsUrl()); // No token in it.
  }

  private AgentClient client() {
    int port = Integer.parseInt(agent.tlsUrl().replaceAll(".*:|/$", ""));
    return new AgentClient(
        new ApiAddress.Tls("127.0.0.1", port),
        Optional.of(TOKEN),
        Optional.of(folder.resolve("page.crt")));
  }
}
