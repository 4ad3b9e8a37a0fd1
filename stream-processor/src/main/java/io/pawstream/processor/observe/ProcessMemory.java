package io.pawstream.processor.observe;

import com.sun.management.HotSpotDiagnosticMXBean;
import com.sun.management.OperatingSystemMXBean;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.nio.file.Files;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;

/** Reads the memory of this process, heap and native, from the operating system. */
public final class ProcessMemory {

    private static final Path STATUS = Path.of("/proc/self/status");

    private ProcessMemory() {}

    /** {@return the resident memory in bytes; null if the operating system does not report it} */
    public static @Nullable Long residentBytes() {
        return residentBytes(STATUS);
    }

    static @Nullable Long residentBytes(Path status) {
        try {
            return Files.readAllLines(status).stream()
                    .filter(line -> line.startsWith("VmRSS:"))
                    .map(line -> Long.parseLong(line.replaceAll("\\D", "")) << 10)
                    .findFirst()
                    .orElse(null);
        } catch (IOException e) {
            return null;
        }
    }

    /** {@return the memory limit in bytes: that of the container, or the memory of the machine} */
    public static long limitBytes() {
        return ((OperatingSystemMXBean) ManagementFactory.getOperatingSystemMXBean()).getTotalMemorySize();
    }

    /** {@return the maximum size of all direct buffers in bytes: {@code -XX:MaxDirectMemorySize}, or that of the heap} */
    public static long maxDirectBytes() {
        long option = Long.parseLong(ManagementFactory.getPlatformMXBean(HotSpotDiagnosticMXBean.class)
                .getVMOption("MaxDirectMemorySize")
                .getValue());
        return option > 0 ? option : Runtime.getRuntime().maxMemory();
    }
}
