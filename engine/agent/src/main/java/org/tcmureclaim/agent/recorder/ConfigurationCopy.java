package org.tcmureclaim.agent.recorder;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.tcmureclaim.decision.DecisionSettings;
import org.tcmureclaim.host.files.RegularFile;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.host.files.WholeFile;
import org.tcmureclaim.recording.settings.CustomerText;
import org.tcmureclaim.recording.settings.SettingsFile;

/**
 * A configuration as it goes into a recording.
 *
 * @param policies of the customers of the settings, in their order
 * @param files their names below the folder of the first one, and their texts
 */
public record ConfigurationCopy(
    DecisionSettings settings, List<CustomerText> policies, Map<String, String> files) {

  /**
   * Writes it as the configuration of this number, where that is not done already; one look at a
   * file where it is.
   */
  void write(Path folder, long number) throws IOException {
    Path settingsFile = folder.resolve(SettingsFile.name(number));
    if (RegularFile.is(settingsFile)) {
      return;
    }
    StateFolder.create(folder);
    Path copies = folder.resolve(String.format(Locale.ROOT, "configuration-%06d", number));
    for (Map.Entry<String, String> file : files.entrySet()) {
      Path copy = copies.resolve(file.getKey()).normalize();
      if (copy.startsWith(copies)) {
        StateFolder.create(Objects.requireNonNull(copy.getParent()));
        WholeFile.writePrivate(copy, file.getValue());
      }
    }
    SettingsFile.write(settingsFile, settings, policies);
  }
}
