package org.tcmureclaim.linux.device;

import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import org.tcmureclaim.linux.usage.TrafficSensor;

/** A program of its own that lists the devices of a made-up host, with their command counts. */
final class ListedDevices {

  private ListedDevices() {}

  public static void main(String[] arguments) throws Exception {
    PrintStream out = new PrintStream(System.out, true, StandardCharsets.UTF_8);
    DeviceInventory inventory = new DeviceInventory(Path.of(arguments[0]), Path.of(arguments[1]));
    for (TcmuDevice device : inventory.scan()) {
      TrafficSensor traffic = new TrafficSensor(device.directory());
      traffic.read();
      out.print(
          device.key().path()
              + " "
              + device.uioNumber().orElse(-1)
              + " "
              + device.devConfig()
              + " "
              + traffic.commands()
              + "\n");
    }
  }
}
