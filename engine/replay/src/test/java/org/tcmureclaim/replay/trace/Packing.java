package org.tcmureclaim.replay.trace;

import com.github.luben.zstd.ZstdOutputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.zip.GZIPOutputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipOutputStream;
import org.apache.commons.compress.compressors.bzip2.BZip2CompressorOutputStream;
import org.apache.commons.compress.compressors.lz4.FramedLZ4CompressorOutputStream;
import org.tukaani.xz.LZMA2Options;
import org.tukaani.xz.XZOutputStream;

/** The ways in which a file may be packed. */
enum Packing {
  PLAIN {
    @Override
    OutputStream over(OutputStream out) {
      return out;
    }
  },
  GZIP {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new GZIPOutputStream(out);
    }
  },
  ZSTD {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new ZstdOutputStream(out);
    }
  },
  XZ {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new XZOutputStream(out, new LZMA2Options(1));
    }
  },
  BZIP2 {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new BZip2CompressorOutputStream(out);
    }
  },
  LZ4 {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new FramedLZ4CompressorOutputStream(out);
    }
  },
  /** As pzstd and the project's own blocks begin. */
  ZSTD_BEHIND_SKIPPABLE_FRAMES {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      byte[] frame = {0x5a, 0x2a, 0x4d, 0x18, 3, 0, 0, 0, 1, 2, 3};
      out.write(frame);
      frame[0] = 0x50;
      out.write(frame);
      return new ZstdOutputStream(out);
    }
  },
  GZIP_OF_UTF_16 {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new GZIPOutputStream(out);
    }

    @Override
    byte[] bytes(String text) {
      return ("\ufeff" + text).getBytes(StandardCharsets.UTF_16LE);
    }
  },
  UTF_16_WITHOUT_MARK {
    @Override
    OutputStream over(OutputStream out) {
      return out;
    }

    @Override
    byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_16BE);
    }
  },
  UTF_16_LITTLE_WITHOUT_MARK {
    @Override
    OutputStream over(OutputStream out) {
      return out;
    }

    @Override
    byte[] bytes(String text) {
      return text.getBytes(StandardCharsets.UTF_16LE);
    }
  },
  MARK_AND_CARRIAGE_RETURNS {
    @Override
    OutputStream over(OutputStream out) {
      return out;
    }

    @Override
    byte[] bytes(String text) {
      return ("\ufeff" + text.replace("\n", "\r\n")).getBytes(StandardCharsets.UTF_8);
    }
  },
  TGZ {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      return new GZIPOutputStream(out);
    }

    @Override
    byte[] bytes(String text) throws IOException {
      return Archives.tar(Map.of("folder/t.csv", text.getBytes(StandardCharsets.UTF_8)));
    }
  },
  OLD_TAR {
    @Override
    OutputStream over(OutputStream out) {
      return out;
    }

    @Override
    byte[] bytes(String text) throws IOException {
      return Archives.oldTar("t.csv", text.getBytes(StandardCharsets.UTF_8));
    }
  },
  ZIP {
    @Override
    OutputStream over(OutputStream out) throws IOException {
      ZipOutputStream zip = new ZipOutputStream(out);
      zip.putNextEntry(new ZipEntry("folder/"));
      zip.putNextEntry(new ZipEntry("folder/t.csv"));
      return zip;
    }
  };

  abstract OutputStream over(OutputStream out) throws IOException;

  byte[] bytes(String text) throws IOException {
    return text.getBytes(StandardCharsets.UTF_8);
  }

  byte[] pack(String text) throws IOException {
    var bytes = new ByteArrayOutputStream();
    try (OutputStream out = over(bytes)) {
      out.write(bytes(text));
    }
    return bytes.toByteArray();
  }
}
