package org.tcmureclaim.agent.display;

import org.tcmureclaim.demand.Urgency;

/** Colours, or none (https://no-color.org). */
enum Paint {
  COLOURED,
  PLAIN;

  String bold(String text) {
    return with("1", text);
  }

  String dim(String text) {
    return with("2", text);
  }

  /** Green, yellow, red or white on red, as it gets more urgent. */
  String urgency(Urgency urgency, String text) {
    return switch (urgency) {
      case NONE -> with("32", text);
      case GENTLE -> with("33", text);
      case URGENT -> with("31", text);
      case EMERGENCY -> with("1;37;41", text);
    };
  }

  private String with(String code, String text) {
    return this == PLAIN || text.isEmpty() ? text : "\033[" + code + "m" + text + "\033[0m";
  }
}
