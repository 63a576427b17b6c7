package org.tcmureclaim.image;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.tcmureclaim.snapshot.HeatLadders;

/** What is left in an image is read as it was written. */
final class ImageFileTest extends ImageFileFixture {
  @Test
  void tick_isReadAsItWasWritten() throws IOException {
    ImageFile file = create(8);
    device("user_0/a", "gold", 10);
    device("user_0/ü\\xFF", "other", 20);
    snapshot.memory().update(8L << 30, 1L << 30, 5, 6, 7);
    assertThat(Files.getPosixFilePermissions(path()))
        .isEqualTo(PosixFilePermissions.fromString("rw-r-----"));
    try (ImageReader reader = ImageReader.open(path())) {
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.NONE);
      write(file);
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.NEWER);
      assertThat(read.size()).isEqualTo(2);
      assertThat(read.path(1)).isEqualTo("user_0/ü\\xFF");
      assertThat(read.customer(0)).isEqualTo("gold");
      assertThat(read.of(DeviceFigure.RESIDENT_PAGES, 1)).isEqualTo(20);
      assertThat(read.of(DeviceFigure.KEEP_PAGES, 1)).isEqualTo(Tick.NOT_CUT);
      assertThat(read.of(HostFigure.AVAILABLE_BYTES)).isEqualTo(1L << 30);
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.SAME);
      file.end();
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.ENDED);
    }
  }

  @Test
  void deviceThatCameLater_hasItsTexts() throws IOException {
    ImageFile file = create(8);
    device("user_0/a", "gold", 10);
    write(file);
    try (ImageReader reader = ImageReader.open(path())) {
      ImageReader.Result unused = reader.read(read, false);
      device("user_0/b", "silver", 1);
      write(file);
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.NEWER);
      assertThat(read.path(1)).isEqualTo("user_0/b");
      assertThat(read.customer(1)).isEqualTo("silver");
    }
  }

  @Test
  void fileThatTookItsPlace_isReadFromThenOn() throws IOException {
    ImageFile file = create(1);
    device("user_0/a", "gold", 10);
    write(file);
    try (ImageReader reader = ImageReader.open(path())) {
      ImageReader.Result unused = reader.read(read, false);
      device("user_0/b", "gold", 1);
      image.fill(tick);
      tick.sensed(snapshot);
      image.fill(tick);
      assertThat(file.fits(image)).isFalse();
      ImageFile larger = create(4);
      file.replaced();
      larger.write(image, snapshot.devices());
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.NEWER);
      assertThat(read.size()).isEqualTo(2);
    }
  }

  @Test
  void agentThatWasKilled_hasEnded() throws IOException {
    ImageFile file = createBy(new AgentProcess(1, 999, AGENT.pidNamespace()));
    write(file);
    try (ImageReader reader = ImageReader.open(path())) {
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.ENDED);
    }
  }

  /** As in a container that has the folder, and processes of its own. */
  @Test
  void agentThatCannotBeSeen_runsForAsLongAsItsTicksCome() throws IOException {
    ImageFile file = createBy(new AgentProcess(1, 999, AGENT.pidNamespace() + 1));
    long now = Long.MAX_VALUE - 5; // The clock may begin anywhere, and pass its end.
    try (ImageReader reader = ImageReader.open(path(), () -> now)) {
      file.tickDue(now + SECOND);
      write(file);
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.NEWER);
      file.tickDue(now - 29 * SECOND);
      write(file);
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.NEWER);
      file.tickDue(now - 31 * SECOND);
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.ENDED);
      file.tickDue(now + 3600 * SECOND);
      assertThat(reader.read(read, false))
          .as("of before the last boot")
          .isEqualTo(ImageReader.Result.ENDED);
      file.tickDue(now);
      write(file);
      assertThat(reader.read(read, false))
          .as("held up, and on again")
          .isEqualTo(ImageReader.Result.NEWER);
    }
  }

  /** Making the file is followed by the first look at the host, which takes a while. */
  @Test
  void agentThatHasJustMadeItsFile_runs() throws IOException {
    ImageFile unused = createBy(new AgentProcess(1, 999, 0));
    try (NewestTick newest = new NewestTick(path())) {
      TickImage unusedImage = newest.image();
      assertThat(newest.hasEnded()).isFalse();
    }
  }

  @Test
  void newestTick_saysWhetherItIsTheLast() throws IOException {
    ImageFile file = create(4);
    write(file);
    try (NewestTick newest = new NewestTick(path())) {
      assertThat(newest.image().of(HostFigure.TICK)).isEqualTo(1);
      assertThat(newest.hasEnded()).isFalse();
      file.end();
      assertThat(newest.image().of(HostFigure.TICK)).isEqualTo(1);
      assertThat(newest.hasEnded()).isTrue();
    }
  }

  @Test
  void durations_andFiguresOfTheAgent_areReadAsTheyWereWritten() throws IOException {
    ImageFile file = create(4);
    device("user_0/a", "gold", 10);
    tick.durations().add(DurationKind.TICK, 60_000);
    tick.durations().add(DurationKind.REACTION_WHOLE, 7 * SECOND);
    tick.begins(-77);
    tick.agent(new NumberedFigures());
    write(file);
    try (ImageReader reader = ImageReader.open(path())) {
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.NEWER);
    }
    assertThat(read.durations().count(DurationKind.TICK, 1)).isEqualTo(1);
    assertThat(read.durations().sumNanos(DurationKind.TICK)).isEqualTo(60_000);
    assertThat(read.durations().count(DurationKind.REACTION_WHOLE)).isEqualTo(1);
    assertThat(read.durations().sumNanos(DurationKind.REACTION_WHOLE)).isEqualTo(7 * SECOND);
    assertThat(read.durations().count(DurationKind.REACTION_DECIDE)).isZero();
    assertThat(read.ageNanos(23)).isEqualTo(100);
    assertThat(read.of(HostFigure.LONGEST_WAIT_NANOS)).isEqualTo(1);
    assertThat(read.of(HostFigure.JOURNAL_DROPPED)).isEqualTo(2);
    assertThat(read.of(HostFigure.RECORDER_LOST_TICKS)).isEqualTo(3);
    assertThat(read.of(HostFigure.REPORTS_DROPPED)).isEqualTo(4);
    assertThat(read.of(HostFigure.HEAP_USED_BYTES)).isEqualTo(5);
    assertThat(read.of(HostFigure.WORKER_RESTARTS)).isEqualTo(6);
    assertThat(read.path(0)).as("what follows").isEqualTo("user_0/a");
  }

  @Test
  void ladders_areReadWhereTheyAreAskedFor() throws IOException {
    ImageFile file = create(8);
    device("user_0/a", "gold", 10);
    device("user_0/b", "gold", 10);
    HeatLadders ladders = snapshot.devices().ladders();
    ladders.size(1, 2);
    ladders.update(1, 0, 0, 40, 1);
    ladders.update(1, 1, 64, 30, 1);
    snapshot.takenAt(100);
    write(file);
    try (ImageReader reader = ImageReader.open(path())) {
      assertThat(reader.read(read, false)).isEqualTo(ImageReader.Result.NEWER);
      assertThat(read.rungs(1)).isZero();
      assertThat(read.of(DeviceFigure.RUNGS, 1)).isEqualTo(2);
      assertThat(reader.read(read, true)).isEqualTo(ImageReader.Result.NEWER);
      assertThat(read.rungs(0)).isZero();
      assertThat(read.rungs(1)).isEqualTo(2);
      assertThat(read.rungFirstPage(1, 1)).isEqualTo(64);
      assertThat(read.rungIdleNanos(1, 1)).isEqualTo(70);
    }
  }

  /** A reader takes columns and ladders in parts of 64 KiB: 8,192 devices, and 4,096 rungs. */
  @Test
  void moreDevicesThanAreReadAtOnce_areReadAsTheyWereWritten() throws IOException {
    int devices = 9_000;
    HeatLadders ladders = snapshot.devices().ladders();
    for (int i = 0; i < devices; i++) {
      device("user_0/" + i, "gold", i);
    }
    for (int i = 0; i < devices; i++) {
      int slot = snapshot.devices().slotAt(i);
      ladders.size(slot, 1);
      ladders.update(slot, 0, i, i, 1);
    }
    write(create(devices));
    try (ImageReader reader = ImageReader.open(path())) {
      assertThat(reader.read(read, true)).isEqualTo(ImageReader.Result.NEWER);
    }
    assertThat(read.size()).isEqualTo(devices);
    for (int i = 0; i < devices; i++) {
      assertThat(read.path(i)).isEqualTo("user_0/" + read.of(DeviceFigure.RESIDENT_PAGES, i));
      assertThat(read.rungFirstPage(i, 0)).isEqualTo(i);
      assertThat(read.rungLastReachedNanos(i, 0)).isEqualTo(i);
    }
  }

  /** Each figure has a number of its own. */
  private record NumberedFigures() implements AgentFigures {
    @Override
    public long longestWaitNanos() {
      return 1;
    }

    @Override
    public long journalDropped() {
      return 2;
    }

    @Override
    public long recorderLostTicks() {
      return 3;
    }

    @Override
    public long reportsDropped() {
      return 4;
    }

    @Override
    public long heapUsedBytes() {
      return 5;
    }

    @Override
    public long workerRestarts() {
      return 6;
    }
  }
}
