package org.tcmureclaim.policy;

import java.util.List;

/** Makes policies of one kind. Found through {@link java.util.ServiceLoader}. */
public interface PolicyFactory {

  /** The name by which a configuration asks for it, such as {@code lru}. */
  String name();

  /** One sentence for {@code --help} and the documentation. */
  String summary();

  /**
   * What the policy does with less, in one sentence for an operator: on a host that tells neither
   * peaks nor heat ladders, where {@link org.tcmureclaim.snapshot.DeviceTable#peakPages} is what
   * samples prove.
   */
  default String withoutHeat() {
    return "it goes by what ticks see: how much devices hold, and how much of that is in use";
  }

  /** Its parameters, in the order in which they are best explained. */
  default List<ParameterDescription> parameters() {
    return List.of();
  }

  /**
   * Makes a policy with these parameters and no history.
   *
   * @throws RuntimeException from {@link PolicyParameters#reject} for parameters that cannot be
   *     used
   */
  ReclaimPolicy create(PolicyParameters parameters);
}
