package org.tcmureclaim.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.TimeUnit;
import java.util.function.BooleanSupplier;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.tcmureclaim.host.Notices;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.HostSnapshot;

/** A file that becomes too small, and one that cannot be made. */
class ImagePublisherTest {
  private static final int MORE_THAN_FIT = 600;

  @TempDir private Path folder;
  private final List<String> told = new CopyOnWriteArrayList<>();
  private final Notices notices =
      new Notices() {
        @Override
        public void info(String message) {
          told.add(message);
        }

        @Override
        public void warn(String message) {
          told.add(message);
        }
      };
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Tick tick = new Tick();

  @Test
  void largerFile_takesThePlace_andTheOldOneIsNoLongerInMemory() throws Exception {
    try (ImagePublisher publisher = open();
        NewestTick newest = new NewestTick(file())) {
      publish(publisher);
      assertThat(newest.image().of(HostFigure.TICK)).isEqualTo(1);
      devices(0, MORE_THAN_FIT, "lun");
      publishUntil(publisher, () -> newest.image().size() == MORE_THAN_FIT);
      publishUntil(publisher, () -> mappings() == 1);
      assertThat(newest.image().path(MORE_THAN_FIT - 1)).startsWith("user_0/lun");
    }
    assertThat(mappings()).isZero();
    assertThat(told).isEmpty();
  }

  /** LUNs that come and go under new names use up the room for texts. */
  @Test
  void namesOfLunsThatHaveGone_makeRoomForOthers() throws Exception {
    try (ImagePublisher publisher = open();
        NewestTick newest = new NewestTick(file())) {
      publish(publisher);
      for (int i = 0; i < 20_000; i++) {
        int slot = device("user_0/" + i);
        publish(publisher);
        snapshot.devices().remove(slot);
      }
      int unused = device("user_0/last");
      publishUntil(
          publisher, () -> newest.image().size() == 1 && newest.image().path(0).endsWith("last"));
    }
    assertThat(told).isEmpty();
  }

  @Test
  void longNames_getALargerFile() throws Exception {
    try (ImagePublisher publisher = open();
        NewestTick newest = new NewestTick(file())) {
      devices(0, MORE_THAN_FIT, "l".repeat(2000));
      publishUntil(publisher, () -> newest.image().size() == MORE_THAN_FIT);
    }
  }

  @Test
  void moreLunsThanTheLargestFileHolds_standStill_andGoOnWithFewer() throws Exception {
    try (ImagePublisher publisher =
            ImagePublisher.open(file(), new TickRing(false), 0, "1.0", MORE_THAN_FIT, notices);
        NewestTick newest = new NewestTick(file())) {
      devices(0, MORE_THAN_FIT, "lun");
      publishUntil(publisher, () -> newest.image().size() == MORE_THAN_FIT);
      int[] more = {device("user_0/more1"), device("user_0/more2")};
      publishUntil(publisher, () -> !told.isEmpty());
      assertThat(told).singleElement().asString().startsWith("what is shown stands still: ");
      Object largest = ImageFile.key(file());
      long shown = newest.image().of(HostFigure.TICK);
      snapshot.devices().remove(more[0]);
      for (int i = 0; i < 60; i++) {
        publish(publisher);
        publisher.look();
      }
      assertThat(newest.image().of(HostFigure.TICK)).as("one is too many").isEqualTo(shown);
      assertThat(ImageFile.key(file())).as("none is made in vain").isEqualTo(largest);
      snapshot.devices().remove(more[1]);
      publishUntil(publisher, () -> newest.image().of(HostFigure.TICK) > shown);
      assertThat(newest.image().size()).isEqualTo(MORE_THAN_FIT);
    }
    assertThat(told).hasSize(2).last().asString().startsWith("what is shown goes on");
  }

  @Test
  void layoutOfTheMostDevices_isAFileThatCanBeMapped_andIsNotWrittenOver() {
    ImageLayout layout = ImageLayout.forDevices(ImageLayout.MOST_DEVICES);
    long generations =
        (long) layout.generationAt(0) + ImageLayout.GENERATIONS * (long) layout.generationBytes();
    assertThat((long) layout.fileBytes()).isEqualTo(generations).isLessThan(Integer.MAX_VALUE);
    assertThat(layout.generationAt(1) - layout.generationAt(0)).isEqualTo(layout.generationBytes());
    assertThatThrownBy(() -> ImageLayout.forDevices(ImageLayout.MOST_DEVICES + 1))
        .isInstanceOf(ImageException.class);
  }

  @Test
  void noPlaceForALargerFile_isToldOnce_andTicksGoOn_untilThereIsOne() throws Exception {
    try (ImagePublisher publisher = open()) {
      publish(publisher);
      Files.delete(file());
      Files.delete(folder);
      devices(0, MORE_THAN_FIT, "lun");
      for (int i = 0; i < 60; i++) {
        publish(publisher);
        publisher.look();
      }
      assertThat(told).singleElement().asString().contains("it is tried again: ");
      Files.createDirectory(folder);
      publishUntil(publisher, () -> Files.exists(file()));
      try (NewestTick after = new NewestTick(file())) {
        publish(publisher);
        assertThat(after.image().size()).isEqualTo(MORE_THAN_FIT);
      }
    }
  }

  /** As when somebody empties {@code /run}: who has the old one open reads on, and then the new. */
  @Test
  void fileThatWasRemoved_isMadeAgain_andReadersGoOn() throws Exception {
    try (ImagePublisher publisher = open();
        NewestTick before = new NewestTick(file())) {
      publish(publisher);
      assertThat(before.image().of(HostFigure.TICK)).isEqualTo(1);
      Files.delete(file());
      publish(publisher);
      assertThat(before.image().of(HostFigure.TICK)).as("of the removed file").isEqualTo(2);
      publisher.look();
      publish(publisher);
      assertThat(before.image().of(HostFigure.TICK)).isEqualTo(3);
      try (NewestTick after = new NewestTick(file())) {
        assertThat(after.image().of(HostFigure.TICK)).isEqualTo(3);
        assertThat(after.hasEnded()).isFalse();
      }
      publisher.look();
      assertThat(mappings()).isEqualTo(1);
    }
    assertThat(told).containsExactly(file() + " was removed under the agent; it is made again");
  }

  /** A copy of the file that was put back is of no use: the agent does not write it. */
  @Test
  void fileThatAnotherTookThePlaceOf_isMadeAgain() throws Exception {
    try (ImagePublisher publisher = open()) {
      publish(publisher);
      Path copy = Files.copy(file(), folder.resolve("copy"));
      Path unused = Files.move(copy, file(), StandardCopyOption.REPLACE_EXISTING);
      publisher.look();
      publish(publisher);
      try (NewestTick after = new NewestTick(file())) {
        assertThat(after.image().of(HostFigure.TICK)).isEqualTo(2);
      }
    }
    assertThat(told).singleElement().asString().contains("it is made again");
  }

  @Test
  void fileThatIsRemovedAgain_beforeATickCame_isMadeAgain_andNothingStaysInMemory()
      throws Exception {
    try (ImagePublisher publisher = open()) {
      publish(publisher);
      Files.delete(file());
      publisher.look();
      Files.delete(file());
      publisher.look();
      publish(publisher);
      publisher.look();
      publish(publisher);
      publisher.look();
      try (NewestTick after = new NewestTick(file())) {
        assertThat(after.image().of(HostFigure.TICK)).isEqualTo(3);
      }
      assertThat(mappings()).isEqualTo(1);
    }
  }

  @Test
  void fileThatCannotBeMadeAgain_isToldOnce_andIsMadeWhenItCan() throws Exception {
    try (ImagePublisher publisher = open();
        NewestTick before = new NewestTick(file())) {
      publish(publisher);
      assertThat(before.image().of(HostFigure.TICK)).isEqualTo(1);
      Files.delete(file());
      Files.delete(folder);
      for (int i = 0; i < 60; i++) {
        publisher.look();
        publish(publisher);
      }
      assertThat(told).singleElement().asString().contains("cannot be made again");
      assertThat(before.image().of(HostFigure.TICK)).as("of the removed file").isEqualTo(61);
      Files.createDirectory(folder);
      publishUntil(publisher, () -> Files.exists(file()));
      publish(publisher);
      assertThat(before.image().of(HostFigure.TICK)).isGreaterThan(61);
      assertThat(told).hasSize(2);
    }
  }

  /** Ticks go on while another thread makes files; 60 s are a last resort. */
  private void publishUntil(ImagePublisher publisher, BooleanSupplier done) throws Exception {
    long until = System.nanoTime() + TimeUnit.SECONDS.toNanos(60);
    while (!done.getAsBoolean() && System.nanoTime() < until) {
      publish(publisher);
      publisher.look();
    }
    assertThat(done.getAsBoolean()).isTrue();
  }

  private void publish(ImagePublisher publisher) {
    tick.sensed(snapshot);
    publisher.publish(tick);
  }

  private void devices(int from, int to, String name) {
    for (int i = from; i < to; i++) {
      int unused = device("user_0/" + name + i);
    }
  }

  private int device(String path) {
    int slot = snapshot.devices().add(new DeviceKey(path, 1), 0);
    tick.device(slot, path, "gold", "");
    return slot;
  }

  private ImagePublisher open() throws IOException {
    return ImagePublisher.open(file(), new TickRing(false), 0, "1.0", notices);
  }

  private Path file() {
    return folder.resolve("tick");
  }

  /** Of this file and of those that it took the place of. */
  private long mappings() {
    try (var lines = Files.lines(Path.of("/proc/self/maps"), StandardCharsets.ISO_8859_1)) {
      return lines.filter(line -> line.contains(folder.toString())).count();
    } catch (IOException e) {
      throw new AssertionError(e);
    }
  }
}
