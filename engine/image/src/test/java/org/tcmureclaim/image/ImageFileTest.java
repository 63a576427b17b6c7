package org.tcmureclaim.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.host.files.StateFolder;
import org.tcmureclaim.snapshot.DeviceKey;
import org.tcmureclaim.snapshot.DeviceTable;
import org.tcmureclaim.snapshot.HeatLadders;
import org.tcmureclaim.snapshot.HostSnapshot;

final class ImageFileTest {
  private static final long SECOND = 1_000_000_000L;
  private static final AgentProcess AGENT = AgentProcess.current();

  @TempDir private Path folder;
  private final HostSnapshot snapshot = new HostSnapshot();
  private final Tick tick = new Tick();
  private final TickImage image = new TickImage();
  private final TickImage read = new TickImage();

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

  /** What comes next has begun where the newest one is. */
  @Test
  void tickThatIsBeingWrittenOver_isNotRead() throws IOException {
    ImageFile file = create(4);
    write(file);
    overwrite(ImageLayout.forDevices(4).generationAt(1) + ImageLayout.TICK_AT, 5);
    try (ImageReader reader = ImageReader.open(path())) {
      assertThatThrownBy(() -> reader.read(read, false)).hasMessageContaining("change faster");
    }
  }

  @ParameterizedTest
  @CsvSource({
    "0, is not the image of an agent",
    "8, 'was written by another version, 1.0'",
    "40, is damaged",
    "48, which cannot be"
  })
  void headerThatCannotBe_isRefused(int at, String message) throws IOException {
    ImageFile unused = create(4);
    overwrite(at, at == 40 ? -1 : 1L << 30);
    assertThatThrownBy(() -> ImageReader.open(path()))
        .isInstanceOf(ImageException.class)
        .hasMessageContaining(path().toString())
        .hasMessageContaining(message);
  }

  @Test
  void fileThatWasCutShort_isRefused_beforeAndWhileItIsOpen() throws IOException {
    ImageFile file = create(4);
    device("user_0/a", "gold", 10);
    write(file);
    long bytes = Files.size(path());
    try (ImageReader reader = ImageReader.open(path())) {
      truncate(bytes - ImageLayout.HEADER_BYTES * 4L);
      assertThatThrownBy(() -> ImageReader.open(path())).hasMessageContaining("cut short");
      truncate(20);
      assertThatThrownBy(() -> reader.read(read, false)).hasMessageContaining("cut short");
    }
  }

  @Test
  void figuresThatCannotBe_areRefused() throws IOException {
    ImageFile file = create(4);
    device("user_0/a", "gold", 10);
    write(file);
    ImageLayout layout = ImageLayout.forDevices(4);
    long column = layout.generationAt(1) + (long) layout.columnAt(DeviceFigure.PATH_TEXT.column());
    overwrite(column, 77);
    try (ImageReader reader = ImageReader.open(path())) {
      assertThatThrownBy(() -> reader.read(read, false)).hasMessageContaining("names text 77");
    }
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

  /** One user must not make another believe in an agent. Only root can give a file away. */
  @Test
  void fileOfAnotherUser_isRefused() throws IOException {
    ImageFile unused = create(4);
    if (StateFolder.ownUser() == 0) {
      Files.setAttribute(path(), "unix:uid", 65534);
      assertThatThrownBy(() -> ImageReader.open(path()))
          .isInstanceOf(ImageException.class)
          .hasMessage(path() + ": belongs to user 65534, so it is not believed; remove it");
      Files.setAttribute(path(), "unix:uid", 0);
      Files.setAttribute(folder, "unix:uid", 65534);
      assertThatThrownBy(() -> ImageReader.open(path()))
          .hasMessageContaining(folder + ": belongs to user 65534");
      Files.setAttribute(folder, "unix:uid", 0);
    }
    ImageReader.open(path()).close();
  }

  @Test
  void pipe_isNotWaitedFor() throws Exception {
    new ProcessBuilder("mkfifo", path().toString()).start().waitFor();
    assertThatThrownBy(() -> ImageReader.open(path())).hasMessageContaining("no regular file");
  }

  @Test
  void folder_andEmptyFile_areRefusedInWords() throws IOException {
    Path empty = Files.createFile(folder.resolve("empty"));
    assertThatThrownBy(() -> ImageReader.open(empty))
        .isInstanceOf(ImageException.class)
        .hasMessage(empty + ": ends early; it was cut short");
    Path inside = Files.createDirectory(folder.resolve("inside"));
    assertThatThrownBy(() -> ImageReader.open(inside))
        .isInstanceOf(ImageException.class)
        .hasMessage(inside + ": is no regular file, so not the image of an agent");
  }

  /** All of it is holes: as long as its header says, with as many devices and texts as can be. */
  @Test
  void hugeFileOfHoles_isReadWithinBounds_andWhatCannotBeIsRefused() throws IOException {
    ImageFile unused = create(4);
    ImageLayout huge = new ImageLayout(ImageLayout.MOST_DEVICES, 1 << 10, 1 << 28);
    overwrite(ImageLayout.DEVICE_CAPACITY_AT, huge.deviceCapacity());
    overwrite(ImageLayout.TEXT_CAPACITY_AT, huge.textCapacity());
    overwrite(ImageLayout.TEXT_BYTES_AT, huge.textBytes());
    truncate(huge.fileBytes());
    long generation = huge.generationAt(4);
    overwrite(generation + ImageLayout.TICK_AT, 4);
    overwrite(generation + ImageLayout.DEVICES_AT, huge.deviceCapacity());
    overwrite(ImageLayout.NEWEST_AT, 4);
    try (ImageReader reader = ImageReader.open(path())) {
      assertThat(reader.read(read, true)).isEqualTo(ImageReader.Result.NEWER);
      assertThat(read.size()).isEqualTo(ImageLayout.MOST_DEVICES);
      overwrite(ImageLayout.NEWEST_AT, 8);
      overwrite(generation + ImageLayout.TICK_AT, 8);
      overwrite(generation + ImageLayout.DEVICES_AT, huge.deviceCapacity() + 1L);
      assertThatThrownBy(() -> reader.read(read, true))
          .hasMessageContaining("it has room for 32768 devices and says that it has 32769");
      overwrite(generation + ImageLayout.DEVICES_AT, 0);
      overwrite(ImageLayout.TEXTS_AT, huge.textCapacity() + 1L);
      assertThatThrownBy(() -> reader.read(read, true))
          .hasMessageContaining("it says that it has 1025 texts");
    }
  }

  @Test
  void noFile_isToldAsSuch() {
    assertThatThrownBy(() -> ImageReader.open(path())).isInstanceOf(NoSuchFileException.class);
  }

  @Test
  void link_isNotFollowed() throws IOException {
    ImageFile unused = create(4);
    Path link = Files.createSymbolicLink(folder.resolve("link"), path());
    assertThatThrownBy(() -> ImageReader.open(link)).hasMessageContaining("no regular file");
  }

  private Path path() {
    return folder.resolve("image");
  }

  private ImageFile createBy(AgentProcess agent) throws IOException {
    return ImageFile.create(path(), ImageLayout.forDevices(4), agent, "1.0");
  }

  private ImageFile create(int devices) throws IOException {
    return ImageFile.create(path(), ImageLayout.forDevices(devices), AGENT, "1.0");
  }

  private void device(String path, String customer, long residentPages) {
    DeviceTable devices = snapshot.devices();
    int slot = devices.add(new DeviceKey(path, 1), 0);
    devices.updateUsage(slot, residentPages, residentPages, 1);
    tick.device(slot, path, customer, "rbd/" + path);
  }

  private void write(ImageFile file) {
    tick.sensed(snapshot);
    image.fill(tick);
    assertThat(file.fits(image)).isTrue();
    file.write(image, snapshot.devices());
  }

  private void overwrite(long at, long value) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "rw")) {
      file.seek(at);
      file.writeLong(Long.reverseBytes(value));
    }
  }

  private void truncate(long bytes) throws IOException {
    try (RandomAccessFile file = new RandomAccessFile(path().toFile(), "rw")) {
      file.setLength(bytes);
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
