package org.tcmureclaim.linux.pressure;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.tcmureclaim.host.HostException;
import org.tcmureclaim.linux.FakeMachine;
import org.tcmureclaim.linux.RecordedNotices;
import org.tcmureclaim.linux.text.KernelText;
import org.tcmureclaim.shim.PsiTrigger;
import org.tcmureclaim.shim.PsiTrigger.Kind;
import org.tcmureclaim.shim.SystemCallException;
import org.tcmureclaim.snapshot.PressureSample;

final class PressureTest {
  private static final Path PROC = Path.of("/proc");
  private static final TriggerSettings FINE = new TriggerSettings(Kind.SOME, 50_000, 1_000_000);

  private final PressureSample sample = new PressureSample();
  private final RecordedNotices notices = new RecordedNotices();

  @Test
  void parse_pressure_takesTheTotals() {
    PressureSensor.parse(KernelText.of("memory", FakeMachine.pressure(123, 45)), sample, 9);
    assertThat(sample.someTotalMicros()).isEqualTo(123);
    assertThat(sample.fullTotalMicros()).isEqualTo(45);
    assertThat(sample.sampledAtNanos()).isEqualTo(9);
  }

  @Test
  void parse_noFullLine_saysSo() {
    KernelText text = KernelText.of("memory", "some avg10=0.00 avg60=0.00 avg300=0.00 total=1\n");
    assertThatThrownBy(() -> PressureSensor.parse(text, sample, 9))
        .isInstanceOf(HostException.class)
        .hasMessage("memory: no line begins with 'full '");
  }

  @Test
  void read_thisMachine_worksOrNamesTheKernelOption() {
    if (Files.exists(PressureSensor.file(PROC))) {
      try (PressureSensor sensor = new PressureSensor(PROC)) {
        sensor.read(sample, 1);
        assertThat(sample.sampledAtNanos()).isEqualTo(1);
      }
    } else {
      assertThatThrownBy(() -> new PressureSensor(PROC)).hasMessageContaining("CONFIG_PSI");
    }
  }

  @ParameterizedTest(name = "{0} µs in {1} µs -> {2} in {3}")
  @CsvSource({
    "50000, 1000000, 100000, 2000000",
    "50000, 2000000, 50000, 2000000",
    "50000, 2000001, 99999, 4000000",
    "500000, 500000, 2000000, 2000000",
    "9999999, 10000000, 9999999, 10000000"
  })
  void coarse_keepsTheShareAndIsAMultipleOfTwoSeconds(
      long thresholdMicros, long windowMicros, long expectedThreshold, long expectedWindow) {
    assertThat(new TriggerSettings(Kind.SOME, thresholdMicros, windowMicros).coarse())
        .isEqualTo(new TriggerSettings(Kind.SOME, expectedThreshold, expectedWindow));
  }

  @Test
  void settings_outsideWhatTheKernelTakes_areRefused() {
    assertThatThrownBy(() -> new TriggerSettings(Kind.SOME, 1, 499_999))
        .hasMessage("a window of 499999 µs; the kernel takes 500000 to 10000000");
    assertThatThrownBy(() -> new TriggerSettings(Kind.SOME, 500_001, 500_000))
        .hasMessage("a threshold of 500001 µs in a window of 500000 µs");
  }

  /** On a machine without CAP_SYS_RESOURCE this is the real fall-back. */
  @Test
  void open_thisMachine_endsWithATriggerAndTellsWhereItIsCoarse() {
    List<PsiTrigger> triggers = PressureTriggers.open(PROC, List.of(FINE), notices);
    if (triggers.isEmpty()) {
      assertThat(notices.messages()).singleElement().asString().contains("stall counters alone");
    } else if (triggers.get(0).name().contains("2000000")) {
      assertThat(notices.messages())
          .containsExactly(
              "warn: without CAP_SYS_RESOURCE the kernel takes only pressure windows that are"
                  + " multiples of 2 s, so the agent hears of pressure later: some 50000 µs in"
                  + " 1000000 µs became some 100000 µs in 2000000 µs");
    } else {
      assertThat(notices.messages()).isEmpty();
    }
    triggers.forEach(PsiTrigger::close);
  }

  @Test
  void open_allRefused_goesOnWithoutAndSaysSoOnce(@TempDir Path empty) {
    List<TriggerSettings> wanted = List.of(FINE, new TriggerSettings(Kind.FULL, 20_000, 2_000_000));
    assertThat(PressureTriggers.open(empty, wanted, notices)).isEmpty();
    assertThat(notices.messages())
        .singleElement()
        .asString()
        .contains("stall counters alone", FINE.toString(), "full 20000 µs in 2000000 µs");
  }

  @Test
  void open_fineWindowRefused_asksForTheCoarseOne(@TempDir Path directory) throws Exception {
    Path file = Files.createFile(directory.resolve("memory"));
    PressureTriggers.open(List.of(FINE), notices, s -> onlyCoarse(file, s))
        .forEach(PsiTrigger::close);
    assertThat(Files.readString(file)).isEqualTo("some 100000 2000000\0");
  }

  private static PsiTrigger onlyCoarse(Path file, TriggerSettings settings)
      throws SystemCallException {
    Path target = settings.windowMicros() % 2_000_000 == 0 ? file : file.resolve("refused");
    return PsiTrigger.open(
        target, settings.kind(), settings.thresholdMicros(), settings.windowMicros());
  }
}
