package org.tcmureclaim.rooms.util;

/** Lives in a package whose name says nothing. */
public final class Offender {
  private Offender() {}
}
