package org.tcmureclaim.policy;

/** Makes policies of one kind. Found through {@link java.util.ServiceLoader}. */
public interface PolicyFactory {

  /** The name by which a configuration asks for it, such as {@code lru}. */
  String name();

  /** One sentence for {@code --help} and the documentation. */
  String summary();

  /**
   * Makes a policy with these parameters and no history.
   *
   * @throws RuntimeException from {@link PolicyParameters#reject} for parameters that cannot be
   *     used
   */
  ReclaimPolicy create(PolicyParameters parameters);
}
