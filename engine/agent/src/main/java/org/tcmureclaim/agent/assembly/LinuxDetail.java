package org.tcmureclaim.agent.assembly;

import java.nio.file.Path;
import java.util.OptionalLong;
import org.tcmureclaim.agent.recorder.HostDetail;
import org.tcmureclaim.linux.memory.MemoryDetail;
import org.tcmureclaim.linux.memory.MemoryDetailSensor;
import org.tcmureclaim.recording.table.HostColumn;

/** What a Linux machine tells a recording besides. */
final class LinuxDetail implements HostDetail {
  private final MemoryDetailSensor sensor;

  LinuxDetail(Path procRoot) {
    this.sensor = new MemoryDetailSensor(procRoot);
  }

  @Override
  public void read(Into into) {
    MemoryDetail detail = sensor.read();
    set(into, HostColumn.PSI_IO_SOME_TOTAL_US, detail.ioSomeMicros());
    set(into, HostColumn.FILE_BYTES, detail.fileBytes());
    set(into, HostColumn.ANON_BYTES, detail.anonBytes());
    set(into, HostColumn.SLAB_UNRECLAIM_BYTES, detail.slabUnreclaimableBytes());
    set(into, HostColumn.SWAP_USED_BYTES, detail.swapUsedBytes());
    set(into, HostColumn.PGSCAN_DIRECT, detail.directScans());
    set(into, HostColumn.PGSTEAL_DIRECT, detail.directSteals());
    set(into, HostColumn.ALLOCSTALL, detail.allocationStalls());
    set(into, HostColumn.REFAULTS, detail.refaults());
  }

  @Override
  public void close() {
    sensor.close();
  }

  private static void set(Into into, HostColumn column, OptionalLong value) {
    value.ifPresent(known -> into.set(column, known));
  }
}
