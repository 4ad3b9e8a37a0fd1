package io.pawstream.processor.observe;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;

class ProcessMemoryTest {

    @Test
    @EnabledOnOs(OS.LINUX)
    void residentMemoryIsInBytesAndWithinTheLimit() {
        // A Java process needs more than 16 MiB; kilobytes instead of bytes would be less.
        assertThat(ProcessMemory.residentBytes()).isBetween(16L << 20, ProcessMemory.limitBytes());
    }

    @Test
    @DisabledOnOs(OS.LINUX)
    void residentMemoryIsAbsentWhereTheSystemDoesNotReportIt() {
        assertThat(ProcessMemory.residentBytes()).isNull();
    }

    @Test
    void theLimitIsThatOfThisProcess() {
        assertThat(ProcessMemory.limitBytes())
                .isGreaterThanOrEqualTo(Runtime.getRuntime().totalMemory());
    }
}
