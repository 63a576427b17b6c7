package org.tcmureclaim.agent.config;

import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.tcmureclaim.agent.address.ApiAddress;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.Readings;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.rules.ConfigFiles;
import org.tcmureclaim.configuration.rules.CustomerConfig;
import org.tcmureclaim.configuration.rules.KnownPolicies;
import org.tcmureclaim.configuration.rules.UnreachedCustomers;
import org.tcmureclaim.policy.PolicyFactory;

/**
 * A configuration together with where each of its values came from.
 *
 * @param file that it begins with
 * @param observing whether nothing is to be touched, whatever the file says
 */
public record LoadedConfig(Path file, AgentConfig config, Readings readings, boolean observing) {

  /**
   * Reads and checks a file and its drop-ins.
   *
   * @throws ConfigurationException naming file, line and key of everything that cannot be used
   */
  public static LoadedConfig load(Path file) {
    return load(file, KnownPolicies.byName());
  }

  static LoadedConfig load(Path file, Map<String, PolicyFactory> policies) {
    return load(file, file, policies);
  }

  /**
   * Reads and checks a file that is going to be in another place.
   *
   * @param place of the file, where relative paths in it begin
   */
  public static LoadedConfig loadFor(Path place, Path file) {
    return load(file, place, KnownPolicies.byName());
  }

  /**
   * Reads and checks a copy of a file, whose drop-ins are in this folder whatever it says.
   *
   * @throws ConfigurationException naming file, line and key of everything that cannot be used
   */
  static LoadedConfig loadWithDropIns(Path file, Path dropIns) {
    Readings readings = Readings.patient();
    Section root = Section.load(file, readings);
    ConfigFiles files = ConfigFiles.bind(root).in(dropIns);
    AgentConfig config = AgentConfig.bind(root, file, files, KnownPolicies.byName());
    readings.throwProblems();
    return new LoadedConfig(file, config, readings, false);
  }

  private static LoadedConfig load(Path file, Path place, Map<String, PolicyFactory> policies) {
    Readings readings = Readings.patient();
    AgentConfig config = AgentConfig.bind(Section.load(file, readings), place, policies);
    readings.throwProblems();
    return new LoadedConfig(file, config, readings, false);
  }

  /** The same, but touching nothing. */
  public LoadedConfig observed() {
    return new LoadedConfig(file, config.observing(), readings, true);
  }

  /** The same, but with the promises of another one. */
  public LoadedConfig promisingAs(LoadedConfig other) {
    return new LoadedConfig(file, config.promisingAs(other.config), readings, observing);
  }

  /** The same, but with its API at these addresses. */
  public LoadedConfig listeningOn(List<ApiAddress> addresses) {
    return new LoadedConfig(file, config.listeningOn(addresses), readings, observing);
  }

  /** The jars that its policies are from: file and version of each, in order. */
  public Set<String> policyJars() {
    Set<String> jars = new TreeSet<>(config.policy().jars());
    config.shadow().ifPresent(shadow -> jars.addAll(shadow.jars()));
    for (CustomerConfig customer : config.customers().all()) {
      jars.addAll(customer.policy().jars());
      customer.canary().ifPresent(canary -> jars.addAll(canary.policy().jars()));
    }
    return jars;
  }

  /**
   * The same files as they are now, with the jars of policies as they are now.
   *
   * @throws ConfigurationException naming file, line and key of everything that cannot be used
   */
  public LoadedConfig again() {
    LoadedConfig now = load(file);
    return observing ? now.observed() : now;
  }

  /** The texts of its files as they were read, by name; drop-ins in {@code customers.d}. */
  public Map<String, String> texts() {
    Map<String, String> texts = new TreeMap<>();
    readings
        .texts()
        .forEach(
            (path, text) ->
                texts.put((path.equals(file) ? "" : "customers.d/") + path.getFileName(), text));
    return texts;
  }

  /** What has no effect on any host, with file, line and key. */
  public List<String> withoutEffect() {
    List<String> all = new ArrayList<>(readings.withoutEffect());
    all.addAll(UnreachedCustomers.in(config.customers()));
    return all;
  }

  /** What has no effect on a host with this much memory, besides. */
  public List<String> withoutEffectOn(long memoryBytes) {
    return AboveMemory.in(readings, memoryBytes);
  }

  /**
   * How long a file and its drop-ins are together, without reading the drop-ins.
   *
   * @param most a file longer than that is not read either: its length is the answer
   */
  public static long textBytes(Path file, long most) {
    long ofFile = file.toFile().length();
    if (ofFile > most) {
      return ofFile;
    }
    try {
      return ConfigFiles.bind(Section.load(file, Readings.patient())).bytes(file);
    } catch (ConfigurationException | InvalidPathException e) {
      return ofFile; // Reading it says what is wrong.
    }
  }

  /** How long its files are by now, together. */
  public long fileBytes() {
    return config.files().bytes(file);
  }

  /** A text that is another one when the content of its files is another than it was. */
  public String stamp() {
    return config.files().stamp(file);
  }

  /** The stamp of its files as they were read. */
  public String stampAsRead() {
    return ConfigFiles.stampOf(readings.texts());
  }

  /** A description of everything that a configuration may hold, with these policies. */
  public static Readings describe(Map<String, PolicyFactory> policies) {
    Readings readings = Readings.patient();
    AgentConfig unused = AgentConfig.bind(Section.blueprint(readings), Path.of(""), policies);
    readings.throwProblems();
    return readings;
  }
}
