package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class UeventTest {

  @ParameterizedTest(name = "{0} -> {1}")
  @CsvSource({
    "add@/devices/tcm_user/uio/uio0|ACTION=add|SUBSYSTEM=uio|MINOR=0|DEVNAME=uio0|SEQNUM=9|, true",
    "remove@/devices/tcm_user/uio/uio0|ACTION=remove|SUBSYSTEM=uio|, true",
    "add@/devices/tcm_user/uio/uio0|ACTION=add|SUBSYSTEM=uio, true",
    "add@/devices/x|ACTION=add|SUBSYSTEM=uio2|, false",
    "add@/devices/x|ACTION=add|XSUBSYSTEM=uio|, false",
    "add@/devices/x|ACTION=add|SUBSYSTEM=block|, false",
    "libudev, false",
  })
  void isAboutUio_message_looksAtTheSubsystem(String message, boolean expected) {
    byte[] bytes = message.replace('|', '\0').getBytes(StandardCharsets.UTF_8);
    assertThat(Uevent.isAboutUio(bytes, bytes.length)).isEqualTo(expected);
  }

  @ParameterizedTest(name = "{0} bytes -> {1}")
  @CsvSource({"0, false", "12, false", "13, true"})
  void isAboutUio_shorterThanTheBuffer_staysWithinTheMessage(int length, boolean expected) {
    byte[] bytes = "SUBSYSTEM=uio\0SUBSYSTEM=uio\0".getBytes(StandardCharsets.UTF_8);
    assertThat(Uevent.isAboutUio(bytes, length)).isEqualTo(expected);
  }
}
