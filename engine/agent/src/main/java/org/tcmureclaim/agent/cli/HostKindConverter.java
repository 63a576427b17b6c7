package org.tcmureclaim.agent.cli;

import java.util.List;
import org.tcmureclaim.configuration.NearMiss;
import picocli.CommandLine.ITypeConverter;
import picocli.CommandLine.TypeConversionException;

/** Hosts on the command line. */
final class HostKindConverter implements ITypeConverter<HostKind> {

  @Override
  public HostKind convert(String text) {
    for (HostKind kind : HostKind.values()) {
      if (kind.toString().equals(text)) {
        return kind;
      }
    }
    throw new TypeConversionException(
        "expected linux or simulated, got '"
            + text
            + "'"
            + NearMiss.hint(text, List.of("linux", "simulated")));
  }
}
