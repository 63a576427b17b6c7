package org.tcmureclaim.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Path;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HostSnapshot;

/** A file of an image, and a tick to leave in it. */
abstract class ImageFileFixture {
  static final long SECOND = 1_000_000_000L;

  static final AgentProcess AGENT = AgentProcess.current();

  @TempDir Path folder;
  final HostSnapshot snapshot = new HostSnapshot();

  final Tick tick = new Tick();

  final TickImage image = new TickImage();

  final TickImage read = new TickImage();

  Path path() {
    return folder.resolve("image");
  }

  ImageFile createBy(AgentProcess agent) throws IOException {
    return ImageFile.create(path(), ImageLayout.forDevices(4), agent, "1.0");
  }

  ImageFile create(int devices) throws IOException {
    return ImageFile.create(path(), ImageLayout.forDevices(devices), AGENT, "1.0");
  }

  void device(String path, String customer, long residentPages) {
    DeviceTable devices = snapshot.devices();
    int slot = devices.add(new DeviceKey(path, 1), 0);
    devices.updateUsage(slot, residentPages, residentPages, 1);
    tick.device(slot, path, customer, "rbd/" + path);
  }

  void write(ImageFile file) {
    tick.sensed(snapshot);
    image.fill(tick);
    assertThat(file.fits(image)).isTrue();
    file.write(image, snapshot.devices());
  }

  void overwrite(long at, long value) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "rw")) {
      file.seek(at);
      file.writeLong(Long.reverseBytes(value));
    }
  }

  void truncate(long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "rw")) {
      file.setLength(bytes);
    }
  }
}
