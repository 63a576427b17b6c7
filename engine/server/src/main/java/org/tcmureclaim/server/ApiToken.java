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
 * and shows it; of a real one only a file knows it, which may be renewed while the server runs. A
 * file that cannot be used leaves the secret as it was: it never opens anything.
 */
final class ApiToken {
  private static final int RANDOM_BYTES = 16;
  private static final int MOST_BYTES = 64 << 10;

  private final Optional<Path> file;
  private final boolean shown;
  private final Notices notices;
  private volatile Optional<String> secret = Optional.empty();
  private boolean looked;
  private String toldProblem = "";

  /**
   * One that is not known yet.
   *
   * @param file empty for none, or one that is made up
   * @param shown whether it is made up, and may be shown
   */
  ApiToken(Optional<Path> file, boolean shown, Notices notices) {
    this.file = file;
    this.shown = shown;
    this.notices = notices;
  }

  static ApiToken of(ApiConfig config, boolean simulated, Notices notices) {
    boolean shown = config.tokenFile().isEmpty() && simulated;
    return new ApiToken(config.tokenFile(), shown, notices);
  }

  /**
   * The secret as it was when a look last found one that can be used; empty, which leaves reading
   * over TCP only, where none has. Safe from any thread.
   */
  Optional<String> secret() {
    return secret;
  }

  /** Reads the file, and says once what is wrong with it. Not for the event loop. */
  synchronized void look() {
    if (shown && !looked) {
      byte[] random = new byte[RANDOM_BYTES];
      new SecureRandom().nextBytes(random);
      secret = Optional.of(HexFormat.of().formatHex(random));
    }
    file.ifPresent(this::look);
    looked = true;
  }

  private void look(Path path) {
    try {
      String found = read(path);
      toldProblem = "";
      if (looked && !secret.equals(Optional.of(found))) {
        notices.info("the token of " + path + " was renewed; clients need the new one");
      }
      secret = Optional.of(found);
    } catch (IOException e) {
      String problem = FileProblem.text(path, e);
      if (!problem.equals(toldProblem)) {
        toldProblem = problem;
        notices.warn(
            (secret.isPresent()
                    ? "the token cannot be renewed, the one before goes on: "
                    : "without a token there are no actions over TCP: ")
                + problem);
      }
    }
  }

  private static String read(Path path) throws IOException {
    byte[] bytes = SecretFile.read(path, "this token", MOST_BYTES);
    String token = new String(bytes, StandardCharsets.UTF_8).strip();
    if (!TokenText.isToken(token)) {
      throw new IOException(path + ": " + TokenText.RULE);
    }
    return token;
  }

  /** By what the agent's journal knows it: never the secret itself. */
  String name() {
    return file.map(path -> String.valueOf(path.getFileName())).orElse("of the live page");
  }

  /** What a URL ends with so that the page knows the secret; browsers do not send it on. */
  String fragment() {
    return shown ? secret.map(token -> "#token=" + token).orElse("") : "";
  }
}
