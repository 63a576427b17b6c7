package org.tcmureclaim.shim;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class MemoryLockTest {
  @Test
  void needed_isCodeThatIsMappedFromFiles() {
    assertThat(
            FileMapping.parse(
                """
                55d0c8a00000-55d0c8a01000 r--p 00000000 fe:00 1234   /usr/bin/java
                55d0c8a01000-55d0c8a03000 r-xp 00001000 fe:00 1234   /usr/bin/java
                7f1154000000-7f1154270000 rwxp 00000000 00:00 0
                7f1160000000-7f1160800000 r--s 00000000 fe:00 99     /usr/lib/jvm/lib/modules
                7f1171000000-7f1171100000 r-xp 00200000 fe:00 77     /usr/lib/jvm/lib/server/libjvm.so (deleted)
                7ffd3b5f2000-7ffd3b5f4000 r-xp 00000000 00:00 0      [vdso]
                ffffffffff600000-ffffffffff601000 --xp 00000000 00:00 0 [vsyscall]
                """))
        .containsExactly(
            new FileMapping(0x55d0c8a01000L, 0x2000), new FileMapping(0x7f1171000000L, 0x100000));
  }

  @Test
  void needed_isTheArchiveOfClasses_writableOrNot() {
    assertThat(
            FileMapping.parse(
                """
                7f1100000000-7f1100100000 rw-p 00000000 00:00 0
                800000000-800100000 rw-p 00001000 fe:00 55         /usr/lib/jvm/lib/server/classes.jsa
                800100000-800180000 r--p 00101000 fe:00 55         /usr/lib/a b/agent.jsa (deleted)
                800180000-800190000 ---p 00181000 fe:00 55         /usr/lib/a b/agent.jsa
                7f1160000000-7f1160800000 r--p 00000000 fe:00 99   /usr/lib/agent.jsa.origin
                """))
        .containsExactly(
            new FileMapping(0x800000000L, 0x100000), new FileMapping(0x800100000L, 0x80000));
  }

  /** The JVM's own library is more than this. */
  @Test
  void needed_ofThisProcess_isTouched() {
    assertThat(MemoryLock.touchFiles()).isGreaterThan((4L << 20) / PageSize.bytes());
  }

  /** Chunks that are as large are mapped one by one, and smaller ones stay in malloc's heap. */
  @Test
  void nativeMemoryThatIsFree_goesBackOnce() {
    for (int i = 0; i < 512; i++) {
      new NativeBuffer(16 << 10).close();
    }
    boolean unusedBefore = MemoryLock.trimNativeMemory();
    List<NativeBuffer> held = new ArrayList<>();
    for (int i = 0; i < 512; i++) {
      held.add(new NativeBuffer(16 << 10));
    }
    held.forEach(NativeBuffer::close);
    assertThat(MemoryLock.trimNativeMemory()).isTrue();
  }
}
