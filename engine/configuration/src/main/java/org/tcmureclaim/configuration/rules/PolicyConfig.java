package org.tcmureclaim.configuration.rules;

import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.TreeMap;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.tcmureclaim.configuration.NearMiss;
import org.tcmureclaim.configuration.Readings.Shape;
import org.tcmureclaim.configuration.Section;
import org.tcmureclaim.configuration.SectionParameters;
import org.tcmureclaim.configuration.jars.PolicyJar;
import org.tcmureclaim.policy.ChainPolicy;
import org.tcmureclaim.policy.NoParameters;
import org.tcmureclaim.policy.ParameterDescription;
import org.tcmureclaim.policy.PolicyFactory;
import org.tcmureclaim.policy.ReclaimPolicy;

/**
 * The policy that was asked for, with parameters that it accepts: a single one, or a chain of which
 * each is asked for what those before it left.
 */
public record PolicyConfig(List<Link> links) {
  private static final String KEY = "policy";
  private static final String DEFAULT_NAME = "lru";

  /** One policy of a chain. */
  private record Link(PolicyFactory factory, Section section) {

    static Link bind(Section section, Map<String, PolicyFactory> known) {
      String name = section.text("name", DEFAULT_NAME);
      PolicyFactory factory = known.get(name);
      if (factory == null || !section.usable("name")) {
        String names = known.isEmpty() ? "none" : String.join(", ", known.keySet());
        String guess = NearMiss.hint(name, known.keySet());
        throw section.reject("name", "no policy '" + name + "'; known: " + names + guess);
      }
      Link link = new Link(factory, section);
      section.declare(factory.parameters().stream().map(ParameterDescription::key).toList());
      // Made once for nothing, so that parameters it cannot use are refused with the file.
      link.newPolicy();
      return link;
    }

    ReclaimPolicy newPolicy() {
      return KnownPolicies.create(factory, new SectionParameters(section));
    }

    /** File and version of the jar; none where the policy is one of the program's own. */
    Stream<String> jar() {
      return Stream.ofNullable(PolicyJar.labelOf(factory));
    }

    Map<String, String> keys() {
      Map<String, String> keys = new TreeMap<>(section.scalars());
      keys.put("name", factory.name());
      return keys;
    }
  }

  public PolicyConfig {
    links = List.copyOf(links);
  }

  /** The policy below the key {@code policy}; the default one where there is none. */
  public static PolicyConfig bind(Section parent, Map<String, PolicyFactory> known) {
    if (parent.isBlueprint()) {
      return describe(parent, known);
    }
    if (!parent.has(KEY)) {
      return new PolicyConfig(List.of(Link.bind(parent.section(KEY), known)));
    }
    List<Section> sections = parent.oneOrMore(KEY, Shape.SECTION_OR_LIST);
    if (sections.isEmpty()) {
      parent.refuse(KEY, "an empty list; name at least one policy");
    }
    return new PolicyConfig(Section.boundEach(sections, section -> Link.bind(section, known)));
  }

  /** The same, where there must be one. */
  public static PolicyConfig bindRequired(Section parent, Map<String, PolicyFactory> known) {
    if (!parent.has(KEY) && !parent.isBlueprint()) {
      parent.refuse(KEY, "is missing");
      return new PolicyConfig(List.of());
    }
    return bind(parent, known);
  }

  /** Asks for the parameters of every policy there is. */
  private static PolicyConfig describe(Section parent, Map<String, PolicyFactory> known) {
    List<Section> unusedItems = parent.oneOrMore(KEY, Shape.SECTION_OR_LIST);
    for (PolicyFactory factory : known.values()) {
      Section variant = parent.variant(KEY, factory.name());
      String unusedName = variant.text("name", DEFAULT_NAME);
      ReclaimPolicy unusedPolicy = KnownPolicies.create(factory, new SectionParameters(variant));
    }
    return new PolicyConfig(List.of());
  }

  /** The one that is used where none is named, with its own parameters. */
  public static ReclaimPolicy usualPolicy() {
    PolicyFactory factory = KnownPolicies.byName().get(DEFAULT_NAME);
    return Objects.requireNonNull(factory, DEFAULT_NAME).create(NoParameters.INSTANCE);
  }

  /** The name of the policy, or those of the chain. */
  public String name() {
    return links.stream().map(link -> link.factory.name()).collect(Collectors.joining(" then "));
  }

  /** What each policy of the chain does with less: {@link PolicyFactory#withoutHeat}. */
  public List<String> withoutHeat() {
    return links.stream()
        .map(link -> "policy " + link.factory.name() + ": " + link.factory.withoutHeat())
        .toList();
  }

  /** The keys of each policy of the chain as they were written, {@code name} among them. */
  public List<Map<String, String>> keys() {
    return links.stream().map(Link::keys).toList();
  }

  /** A policy with these parameters and no history. */
  public ReclaimPolicy newPolicy() {
    List<ReclaimPolicy> policies = links.stream().map(Link::newPolicy).toList();
    return policies.size() == 1 ? policies.get(0) : new ChainPolicy(policies);
  }

  /** The jars that its policies are from: file and version of each; none for the program's own. */
  public List<String> jars() {
    return links.stream().flatMap(Link::jar).toList();
  }

  /**
   * The same for two configurations of which each policy does the same. It is another one where the
   * jar of a policy has changed.
   */
  public String fingerprint() {
    return links.stream()
        .map(
            link ->
                link.factory.name()
                    + link.section.fingerprint()
                    + link.jar().collect(Collectors.joining()))
        .collect(Collectors.joining(";"));
  }
}
