package org.tcmureclaim.policy;

/**
 * What can be said of one parameter of a policy: for the documentation, {@code --help} and the
 * schema that editors check a configuration against.
 *
 * @param key as a configuration spells it
 * @param fallback the value where the key is absent, as a configuration would spell it
 * @param range what is accepted, in words
 * @param meaning one sentence, with the source of the default where there is one
 */
public record ParameterDescription(
    String key, Kind kind, String fallback, String range, String meaning) {

  /** How a value is spelled, and which method of {@link PolicyParameters} reads it. */
  public enum Kind {
    /** Such as {@code 16MiB}; {@link PolicyParameters#pages}. */
    SIZE,
    /** Such as {@code 30s}; {@link PolicyParameters#nanos}. */
    DURATION,
    /** Such as {@code 35%}; {@link PolicyParameters#share}. */
    SHARE
  }
}
