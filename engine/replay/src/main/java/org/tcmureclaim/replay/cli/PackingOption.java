package org.tcmureclaim.replay.cli;

import java.util.stream.Collectors;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.recording.block.BlockPacking;
import org.tcmureclaim.recording.block.BlockPackings;
import picocli.CommandLine.Option;

/** How a command packs what it makes. */
final class PackingOption {
  @Option(
      names = "--compress",
      paramLabel = "NAME",
      defaultValue = "gzip",
      description = "How tables are packed: gzip or zstd. Default: ${DEFAULT-VALUE}.")
  private String name = "gzip";

  BlockPacking packing() {
    return BlockPackings.named(name)
        .orElseThrow(
            () ->
                new UsageException(
                    "--compress: expected "
                        + BlockPackings.all().stream()
                            .map(BlockPacking::label)
                            .collect(Collectors.joining(" or "))
                        + ", got '"
                        + name
                        + "'"));
  }
}
