package org.tcmureclaim.agent.cli;

import java.util.Locale;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Formats of the log by their names in small letters. */
final class LogFormatConverter implements ITypeConverter<LogFormat> {

  @Override
  public LogFormat convert(String text) {
    for (LogFormat format : LogFormat.values()) {
      if (format.name().toLowerCase(Locale.ROOT).equals(text)) {
        return format;
      }
    }
    throw new TypeConversionException("expected text or json, got '" + text + "'");
  }
}
