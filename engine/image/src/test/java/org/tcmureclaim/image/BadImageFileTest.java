package org.tcmureclaim.image;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.host.files.StateFolder;

/** Files that are no image, of another version or user, cut short, or damaged. */
final class BadImageFileTest extends ImageFileFixture {
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
}
