package org.tcmureclaim.agent.cli;

import java.util.List;
import java.util.Locale;
import org.tcmureclaim.configuration.NearMiss;
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
    throw new TypeConversionException(
        "expected text or json, got '" + text + "'" + NearMiss.hint(text, List.of("text", "json")));
  }
}
