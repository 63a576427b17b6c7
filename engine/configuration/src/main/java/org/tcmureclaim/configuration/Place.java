package org.tcmureclaim.configuration;

/** A line of a file; lines count from 1, as in editors. */
record Place(String source, int line) {

  ConfigurationException problem(String key, String problem) {
    return new ConfigurationException(this + ": " + key + ": " + problem);
  }

  @Override
  public String toString() {
    return source + ":" + line;
  }
}
