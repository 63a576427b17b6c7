package org.tcmureclaim.server.api;

import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.PemKeyCertOptions;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Arrays;
import java.util.Base64;
import java.util.Optional;
import org.tcmureclaim.configuration.OperatorFile;
import org.tcmureclaim.configuration.SecretFile;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.host.text.PrintableText;

/**
 * A certificate and its key in two files, which may be renewed while the agent runs. The key must
 * be its owner's alone, as the token.
 */
public final class TlsCertificate {
  private static final int MOST_BYTES = 1 << 20;
  private static final String KEY = "this key";

  private final Path certificate;
  private final Path key;
  private final Notices notices;
  private byte[] readCertificate = new byte[0];
  private byte[] readKey = new byte[0];
  private String toldProblem = "";

  /** A certificate that is not read yet. */
  public TlsCertificate(Path certificate, Path key, Notices notices) {
    this.certificate = certificate;
    this.key = key;
    this.notices = notices;
  }

  /**
   * Reads both files.
   *
   * @throws IOException saying what is wrong with which
   */
  synchronized PemKeyCertOptions read() throws IOException {
    readCertificate =
        pem(certificate, OperatorFile.read(present(certificate), MOST_BYTES), "CERTIFICATE");
    readKey = pem(key, SecretFile.read(key, KEY, MOST_BYTES), "PRIVATE KEY");
    checkPair();
    return new PemKeyCertOptions()
        .addCertValue(Buffer.buffer(readCertificate))
        .addKeyValue(Buffer.buffer(readKey));
  }

  private static Path present(Path file) throws IOException {
    if (!Files.isReadable(file)) {
      throw new IOException(file + ": " + (Files.exists(file) ? "cannot be read" : "is not there"));
    }
    return file;
  }

  private static byte[] pem(Path file, byte[] bytes, String what) throws IOException {
    String text = new String(bytes, StandardCharsets.ISO_8859_1);
    if (text.contains("ENCRYPTED")) {
      throw new IOException(file + ": the key is encrypted; openssl pkey takes the passphrase off");
    }
    if (!text.contains("-----BEGIN " + what + "-----")) {
      throw new IOException(
          file
              + ": holds no '"
              + what
              + "' in PEM"
              + (text.contains(what) ? "; openssl pkey -in FILE -out NEW converts it" : ""));
    }
    return bytes;
  }

  /** Java does not look whether they belong together; each connection would fail. */
  private void checkPair() throws IOException {
    try {
      Certificate first =
          CertificateFactory.getInstance("X.509")
              .generateCertificate(new ByteArrayInputStream(readCertificate));
      String text = new String(readKey, StandardCharsets.ISO_8859_1);
      byte[] der =
          Base64.getMimeDecoder()
              .decode(text.replaceAll("(?s).*-----BEGIN PRIVATE KEY-----|-----END.*", ""));
      String algorithm = first.getPublicKey().getAlgorithm();
      PrivateKey secret =
          KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(der));
      Signature signature = Signature.getInstance(signatureFor(algorithm));
      signature.initSign(secret);
      signature.update(readCertificate);
      byte[] signed = signature.sign();
      signature.initVerify(first.getPublicKey());
      signature.update(readCertificate);
      if (signature.verify(signed)) {
        return;
      }
    } catch (GeneralSecurityException | IllegalArgumentException e) {
      throw new IOException(
          belongsNot() + ": " + PrintableText.oneLine(String.valueOf(e.getMessage())), e);
    }
    throw new IOException(belongsNot());
  }

  private static String signatureFor(String algorithm) {
    return switch (algorithm) {
      case "RSA" -> "SHA256withRSA";
      case "EC" -> "SHA256withECDSA";
      default -> algorithm;
    };
  }

  private String belongsNot() {
    return key + " is not the key of " + certificate;
  }

  /** The files, where they are others than when they were last read. */
  synchronized Optional<PemKeyCertOptions> readIfChanged() throws IOException {
    try {
      boolean same =
          Arrays.equals(readCertificate, OperatorFile.read(certificate, MOST_BYTES))
              && Arrays.equals(readKey, SecretFile.read(key, KEY, MOST_BYTES));
      return same ? Optional.empty() : Optional.of(read());
    } catch (IOException e) {
      if (e instanceof NoSuchFileException || e.getCause() instanceof NoSuchFileException) {
        return Optional.empty(); // One is being replaced.
      }
      throw e;
    }
  }

  synchronized void told(boolean taken) {
    if (taken) {
      toldProblem = "";
      notices.info("TLS: the certificate of " + certificate + " was renewed");
    }
  }

  /** Says once what is wrong with files that cannot be used; the ones before go on. */
  synchronized boolean refused(Throwable failure) {
    String problem = String.valueOf(failure.getMessage());
    if (!problem.equals(toldProblem)) {
      toldProblem = problem;
      notices.warn(
          "TLS: the renewed certificate cannot be used, the one before goes on: " + problem);
    }
    return false;
  }
}
