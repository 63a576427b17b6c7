package org.tcmureclaim.image;

/** The place of a constant in its enum, which is what an image holds of it. */
final class Ordinals {
  private Ordinals() {}

  @SuppressWarnings("EnumOrdinal") // The layout's fingerprint covers the order of all constants.
  static int of(Enum<?> constant) {
    return constant.ordinal();
  }
}
