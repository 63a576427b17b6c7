package org.tcmureclaim.replay.command;

import java.util.List;

/**
 * How long commands take of which a trace does not say it.
 *
 * @param models as {@link ServiceTime#of} reads them; a trace is compiled under each
 * @param isAsked whether the user gave them: then a command of which only the arrival is known is
 *     taken too
 */
public record ServiceTimes(List<String> models, boolean isAsked) {
  public ServiceTimes {
    models = List.copyOf(models);
  }

  /** Those that are used unless the user gives others. */
  public static ServiceTimes usual(List<String> models) {
    return new ServiceTimes(models, false);
  }

  /** Those that the user gave. */
  public static ServiceTimes asked(List<String> models) {
    return new ServiceTimes(models, true);
  }
}
