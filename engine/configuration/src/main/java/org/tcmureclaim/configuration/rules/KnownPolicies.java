package org.tcmureclaim.configuration.rules;

import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.ServiceConfigurationError;
import java.util.ServiceLoader;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;
import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.jars.PolicyJar;
import org.tcmureclaim.configuration.jars.PolicyJars;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.PolicyParameters;
import org.tcmureclaim.policy.ReclaimPolicy;

/** The policies of the program, and those of jars in the folder that its launcher names. */
public final class KnownPolicies {
  /** The system property with the folder; without it there are no jars. */
  public static final String FOLDER_PROPERTY = "tcmureclaim.policies";

  // Those of the program are looked for once: an upgrade may take its jars away later.
  private static @Nullable List<PolicyFactory> own;
  private static PolicyJars jars = PolicyJars.none();

  private KnownPolicies() {}

  /**
   * Every policy by name, in the order of names. Looks into the folder each time; a jar that is the
   * same as before keeps its classes.
   *
   * @throws ConfigurationException naming every jar that cannot be loaded, and two policies of one
   *     name
   */
  public static synchronized Map<String, PolicyFactory> byName() {
    PolicyJars now = jarsNow();
    List<PolicyFactory> all = new ArrayList<>(own());
    now.jars().forEach(jar -> all.addAll(jar.factories()));
    Map<String, PolicyFactory> byName = new TreeMap<>();
    for (PolicyFactory factory : all) {
      PolicyFactory other = byName.putIfAbsent(factory.name(), factory);
      if (other != null) {
        throw new ConfigurationException(
            "two policies are named '%s': %s and %s; remove one of them"
                .formatted(factory.name(), describe(other), describe(factory)));
      }
    }
    jars = now;
    return byName;
  }

  /** The jars of the folder as {@link #byName} last found them: file, version, policies. */
  public static synchronized List<String> jars() {
    return jars.jars().stream().map(PolicyJar::toString).toList();
  }

  private static PolicyJars jarsNow() {
    String folder = System.getProperty(FOLDER_PROPERTY, "");
    return folder.isEmpty() ? PolicyJars.none() : jars.again(Path.of(folder));
  }

  private static List<PolicyFactory> own() {
    if (own == null) {
      try {
        own = ServiceLoader.load(PolicyFactory.class).stream().map(p -> p.get()).toList();
      } catch (ServiceConfigurationError | LinkageError e) {
        throw new ConfigurationException(
            "a policy of tcmu-reclaim itself cannot be loaded: "
                + e.getMessage()
                + "; install or build it again",
            e);
      }
    }
    return Objects.requireNonNull(own);
  }

  /**
   * Makes a policy.
   *
   * @throws ConfigurationException where its parameters cannot be used, or code of a jar throws
   *     anything at all, which then is named
   */
  public static ReclaimPolicy create(PolicyFactory factory, PolicyParameters parameters) {
    String jar = PolicyJar.labelOf(factory);
    if (jar == null) {
      return factory.create(parameters);
    }
    try {
      return Objects.requireNonNull(factory.create(parameters), "no policy was made");
    } catch (ConfigurationException e) {
      throw e;
    } catch (RuntimeException | Error e) {
      throw PolicyJar.refusal(jar + ": policy '" + factory.name() + "' cannot be made", e);
    }
  }

  private static String describe(PolicyFactory factory) {
    String jar = PolicyJar.labelOf(factory);
    return factory.getClass().getName() + (jar == null ? " of tcmu-reclaim" : " in " + jar);
  }
}
