package org.tcmureclaim.server;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.HexFormat;
import java.util.Optional;
import org.tcmureclaim.agent.address.TokenText;
import org.tcmureclaim.agent.config.ApiConfig;
import org.tcmureclaim.configuration.SecretFile;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.files.FileProblem;

/**
 * The secret that actions over TCP need. A simulated host, which has nothing to lose, makes one up
 * and shows it; of a real one only a file knows it.
 *
 * @param shown whether it may be shown
 */
record ApiToken(Optional<Path> file, boolean shown) {
  private static final int RANDOM_BYTES = 16;
  private static final int MOST_BYTES = 64 << 10;

  static ApiToken of(ApiConfig config, boolean simulated) {
    boolean shown = config.tokenFile().isEmpty() && simulated;
    return new ApiToken(config.tokenFile(), shown);
  }

  /**
   * The secret; empty, which leaves reading over TCP only, where there is none that can be used.
   */
  Optional<String> read(Notices notices) {
    if (shown) {
      byte[] random = new byte[RANDOM_BYTES];
      new SecureRandom().nextBytes(random);
      return Optional.of(HexFormat.of().formatHex(random));
    }
    return file.flatMap(path -> read(path, notices));
  }

  private static Optional<String> read(Path path, Notices notices) {
    try {
      String token =
          new String(SecretFile.read(path, "this token", MOST_BYTES), StandardCharsets.UTF_8)
              .strip();
      if (TokenText.isToken(token)) {
        return Optional.of(token);
      }
      notices.warn(path + ": " + TokenText.RULE);
    } catch (IOException e) {
      notices.warn("without a token there are no actions over TCP: " + FileProblem.text(path, e));
    }
    return Optional.empty();
  }

  /** By what the agent's journal knows it: never the secret itself. */
  String name() {
    return file.map(path -> String.valueOf(path.getFileName())).orElse("of the live page");
  }

  /** What a URL ends with so that the page knows the secret; browsers do not send it on. */
  String fragment(Optional<String> secret) {
    return shown ? secret.map(token -> "#token=" + token).orElse("") : "";
  }
}
