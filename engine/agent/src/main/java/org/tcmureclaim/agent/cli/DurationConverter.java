package org.tcmureclaim.agent.cli;

import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.DurationText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Durations on the command line, as in configurations: {@code 60s} to nanoseconds. */
public final class DurationConverter implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    try {
      return DurationText.nanos(text);
    } catch (ConfigurationException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
