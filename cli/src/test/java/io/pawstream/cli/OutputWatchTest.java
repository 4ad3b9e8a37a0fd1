package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.BufferedReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.condition.EnabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@Timeout(60)
final class OutputWatchTest {

    private static final int READ = 7;

    @TempDir
    private Path directory;

    /** Exits with 0 if its output is closed within a number of seconds, otherwise with {@value #READ}. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) throws InterruptedException {
            CountDownLatch stopped = new CountDownLatch(1);
            boolean isClosed = OutputWatch.<Boolean, InterruptedException>run(stopped::countDown, () -> {
                System.out.println("started");
                return stopped.await(Integer.parseInt(args[0]), TimeUnit.SECONDS);
            });
            System.exit(isClosed ? 0 : READ);
        }
    }

    @Test
    @EnabledOnOs(OS.LINUX)
    void aProgramThatPrintsNothingMoreEndsWithItsReader() throws Exception {
        Process process = program("50").start();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("started");
            assertThat(process.isAlive()).isTrue();
        }
        assertThat(process.waitFor(40, TimeUnit.SECONDS)).isTrue();
        assertThat(process.exitValue()).isZero();
    }

    @Test
    void otherOutputIsNotClosed() throws Exception {
        Path file = directory.resolve("out.txt");
        Process process = program("2").redirectOutput(file.toFile()).start();
        assertThat(process.waitFor()).isEqualTo(READ);
        assertThat(Files.readString(file).strip()).isEqualTo("started");

        Process piped = program("2").start();
        assertThat(new String(piped.getInputStream().readAllBytes(), StandardCharsets.UTF_8).strip())
                .isEqualTo("started");
        assertThat(piped.waitFor()).isEqualTo(READ);
    }

    private static ProcessBuilder program(String seconds) {
        return new ProcessBuilder(
                Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                "-XX:TieredStopAtLevel=1",
                "--add-opens",
                "java.base/sun.nio.ch=ALL-UNNAMED",
                "-cp",
                System.getProperty("java.class.path"),
                Program.class.getName(),
                seconds);
    }
}
