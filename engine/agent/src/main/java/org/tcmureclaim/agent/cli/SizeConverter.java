package org.tcmureclaim.agent.cli;

import org.tcmureclaim.configuration.ConfigurationException;
import org.tcmureclaim.configuration.SizeText;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Sizes on the command line, as in configurations: {@code 4MiB} to bytes. */
public final class SizeConverter implements ITypeConverter<Long> {

  @Override
  public Long convert(String text) {
    try {
      return SizeText.bytes(text);
    } catch (ConfigurationException e) {
      throw new TypeConversionException(e.getMessage());
    }
  }
}
