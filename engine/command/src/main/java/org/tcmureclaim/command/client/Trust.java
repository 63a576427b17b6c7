package org.tcmureclaim.command.client;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateFactory;
import java.util.Optional;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import org.tcmureclaim.configuration.OperatorFile;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.host.text.PrintableText;

/** Whom a client believes. */
final class Trust {
  private static final int MOST_BYTES = 4 << 20;

  private Trust() {}

  /**
   * A context that believes the certificates of a file.
   *
   * @param caFile in PEM; empty for those that Java trusts
   * @throws HostException where the file cannot be used
   */
  static SSLContext of(Optional<Path> caFile) {
    try {
      SSLContext context = SSLContext.getInstance("TLS");
      TrustManagerFactory managers =
          TrustManagerFactory.getInstance(TrustManagerFactory.getDefaultAlgorithm());
      managers.init(caFile.isPresent() ? store(caFile.get()) : null);
      context.init(null, managers.getTrustManagers(), null);
      return context;
    } catch (GeneralSecurityException | IOException e) {
      throw new HostException(
          caFile.map(file -> file + ": ").orElse("")
              + "holds no certificates that can be used: "
              + PrintableText.oneLine(String.valueOf(e.getMessage())),
          e);
    }
  }

  private static KeyStore store(Path file) throws GeneralSecurityException, IOException {
    KeyStore store = KeyStore.getInstance(KeyStore.getDefaultType());
    store.load(null, null);
    try (InputStream in = new ByteArrayInputStream(OperatorFile.read(file, MOST_BYTES))) {
      int number = 0;
      for (Certificate one : CertificateFactory.getInstance("X.509").generateCertificates(in)) {
        store.setCertificateEntry("ca-" + number++, one);
      }
      if (number == 0) {
        throw new IOException("it is empty");
      }
    }
    return store;
  }
}
