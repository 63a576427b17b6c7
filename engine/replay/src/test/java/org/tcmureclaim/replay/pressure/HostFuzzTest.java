package org.tcmureclaim.replay.pressure;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.List;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.tcmureclaim.configuration.UsageException;
import org.tcmureclaim.fuzz.FuzzRun;
import org.tcmureclaim.fuzz.FuzzTarget;
import org.tcmureclaim.replay.text.ColumnMap;
import org.tcmureclaim.replay.text.TraceException;
import org.tcmureclaim.replay.ticks.TickTableBuilder;

/** Files of hosts and maps of their columns, from any bytes. */
@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
final class HostFuzzTest {
  private static ColumnMap map(String text) {
    return new ColumnMap("--pressure-columns", text, HostReading.UNITS);
  }

  private static void read(byte[] input, @Nullable ColumnMap map) throws IOException {
    HostReading reading = new HostReading(null, map, 3, FuzzTarget::requirePrintable);
    HostTrace host = HostTraces.read("h", new ByteArrayInputStream(input), reading);
    TickTableBuilder builder = new TickTableBuilder(1_000_000_000L);
    builder.lasts(5);
    var unused =
        HostMerge.of(
            builder.build(),
            host,
            HostStart.same(host),
            OptionalLong.of(1L << 30),
            HeldThen.NOTHING,
            FuzzTarget::requirePrintable);
  }

  static List<FuzzTarget> targets() {
    return List.of(
        FuzzTarget.ofBytes("host", input -> read(input, null))
            .refusing(TraceException.class)
            .seeds(
                "t_s,psi_some_total_us,psi_full_total_us,mem_available_kb,mem_total_kb\n0,0,0,4194304,8388608\n10,5000,1000,2097152,8388608\n",
                "gw1;-1;2026-11-23 00:00:09 UTC;LINUX-RESTART\t(2 CPU)\n# hostname;interval;timestamp;kbmemfree;kbavail;kbmemused\ngw1;1;2026-11-23 00:00:10 UTC;20819700;23708268;617936\n# hostname;interval;timestamp;%smem-10;%smem;%fmem\ngw1;1;2026-11-23 00:00:10 UTC;0,00;0,10;0,05\n",
                "Linux 6.1.0 (gw1) \t11/23/2026 \t_x86_64_\t(8 CPU)\n\n12:00:01 AM kbmemfree   kbavail  %memused\n12:10:01 AM   1048576   4194304     36.00\nAverage:      1048576   4194304     36.00\n12:11:00 AM  LINUX RESTART\t(2 CPU)\n12:00:01 AM     %smem     %fmem\n12:10:01 AM      0.10      0.05\n",
                "gw1\t600\t2026-11-23 00:10:01 UTC\t-\tkbavail\t4194304\ngw1\t600\t2026-11-23 00:10:01 UTC\t-\t%smem\t0.10\n",
                "RESET\nMEM h 1000 1970/01/01 00:16:40 999 4096 9000 100 20 3 44 5 6 0 7 0 0 2097152 0 0\nPSI h 1000 1970/01/01 00:16:40 999 y 1.0 1.0 1.0 5 2.0 2.0 2.0 777777 0.0 0.0 0.0 66666 0.0\nSEP\nPSI h 1010 1970/01/01 00:16:50 10 y 1.0 1.0 1.0 5 2.0 2.0 2.0 1234 0.0 0.0 0.0 321 0.0\n",
                "{\"host\": \"gw1\", \"timestamp\": 1000, \"elapsed\": 10, \"MEM\": {\"physmem\": 8589934592, \"freemem\": 4294967296, \"cachemem\": 1024, \"buffermem\": 1024, \"slabreclaim\": 2048, \"shmem\": 2048}, \"PSI\": {\"psi\": \"y\", \"mstot\": 5, \"mftot\": 3}}\n",
                "{\"sysstat\": {\"hosts\": [{\"timezone\": \"UTC\", \"statistics\": [{\"timestamp\": {\"date\": \"2026-11-23\", \"time\": \"00:10:01\", \"utc\": 1, \"interval\": 600}, \"cpu-load\": [{\"user\": 1.00}], \"memory\": {\"avail\": 4194304}, \"psi\": {\"psi-mem\": {\"some_avg\": 0.10}}}]}]}}",
                "[{\"Name\": \"<root>\", \"Mem Some Pressure\": \"50.00%\", \"Timestamp\": \"1795392000\", \"children\": [{\"Name\": \"a\"}]}]",
                "Name,Inode Number,Datetime,Mem Some Pressure,Mem Pressure,Timestamp,\n<root>,1,2026-11-23 00:00:00,1.5,0.5,1795392000,\n",
                "Time,\"kernel.all.pressure.memory.some.total\",\"mem.util.available\",\"mem.physmem\"\n2026-11-23 00:10:01,,4194304,8388608\n2026-11-23 00:20:01,10.000,2097152,8388608\n",
                "# TYPE system_mem_available_bytes gauge\nsystem_mem_available_bytes{hostname=\"gw1\"} 4.2e+09 1795392010\ncgroup_pressure_memory_some_pct_percent{cgroup=\"\"} 50 1795392000\n")
            .words(
                "kbavail",
                "%smem",
                "Timestamp",
                "UTC",
                "CET",
                "Europe/Berlin",
                " AM",
                " PM",
                "-1",
                "COM",
                "<root>",
                "RESET\n",
                "SEP\n",
                "PSI ",
                "MEM ",
                "\"children\": [",
                "sep=;\n",
                "9999-12-31 23:59:59 UTC",
                "1970-01-01 00:00:00",
                "Average:",
                "+18:00",
                "GB",
                "%"),
        FuzzTarget.ofBytes(
                "host-columns",
                input -> read(input, map("time=1:date,available=2:MiB,some_total=3:s,held=4")))
            .refusing(TraceException.class)
            .seeds(
                "1795392000,5,6,7\n1795392001,6,7,8\n",
                "Zeit;a;b;c\n2026-11-23 00:00:00;0,5;1,5;9\n",
                "t a b c\n2026-11-23T00:00:00Z 0.5 1.5 9\n"),
        FuzzTarget.ofText("column-map", HostFuzzTest::map)
            .refusing(UsageException.class)
            .seeds("time=1:s,available=3:KiB,some_avg10=4:percent", "time=Time:date,held=a b")
            .words("time=", "available=", "some_total=", ":KiB", ":ms", "99999"));
  }

  @ParameterizedTest(name = "{0}")
  @MethodSource("targets")
  void anyInput_isReadOrRefused(FuzzTarget target) {
    FuzzRun.of(target);
  }
}
