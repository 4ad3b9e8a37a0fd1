package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

class ProcessMemoryTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void residentMemoryIsInBytesAndWithinTheLimit() {
        // A Java process needs more than 16 MiB; kilobytes instead of bytes would be less.
        assertThat(ProcessMemory.residentBytes()).isBetween(16L << 20, ProcessMemory.limitBytes());
    }

    @Test
    void residentMemoryIsAbsentWhereTheSystemDoesNotReportIt(@TempDir Path folder) throws IOException {
        assertThat(ProcessMemory.residentBytes(folder.resolve("status"))).isNull();
        Path status = Files.writeString(folder.resolve("other"), "Name:\tjava\n");
        assertThat(ProcessMemory.residentBytes(status)).isNull();
    }

    @Test
    void directMemoryIsLimitedLikeTheHeapUnlessAnOptionSaysOtherwise() {
        assertThat(ProcessMemory.maxDirectBytes())
                .isEqualTo(Runtime.getRuntime().maxMemory());
    }

    @Test
    void theLimitIsThatOfThisProcess() {
        assertThat(ProcessMemory.limitBytes())
                .isGreaterThanOrEqualTo(Runtime.getRuntime().totalMemory());
    }
}
