package io.pawstream.cli;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assumptions.assumeThat;

import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;

@Timeout(30)
final class CtrlCTest {

    /** Works until it is stopped; with the argument endless it ignores the stop. */
    static final class Program {

        private Program() {}

        public static void main(String[] args) throws InterruptedException {
            CountDownLatch stopped = new CountDownLatch(1);
            boolean endless = args[0].equals("endless");
            CtrlC.<Boolean, InterruptedException>run(
                    endless ? () -> {} : stopped::countDown, Duration.ofMillis(endless ? 1_000 : 20_000), () -> {
                        System.out.println("started");
                        stopped.await();
                        Thread.sleep(100);
                        System.out.println("last line");
                        return true;
                    });
        }
    }

    @Test
    void theWorkEndsAndItsResultIsReturned() {
        AtomicBoolean stopped = new AtomicBoolean();
        assertThat(CtrlC.<String, RuntimeException>run(() -> stopped.set(true), CtrlC.TIMEOUT, () -> "done"))
                .isEqualTo("done");
        assertThat(stopped).isFalse();
    }

    @Test
    void anExceptionOfTheWorkIsThrown() {
        assertThatThrownBy(() -> CtrlC.run(() -> {}, CtrlC.TIMEOUT, () -> {
                    throw new IOException("broken");
                }))
                .isInstanceOf(IOException.class)
                .hasMessage("broken");
    }

    @Test
    void theProgramExitsAfterTheLastLine() throws Exception {
        assertThat(interrupt("stoppable")).containsExactly("last line");
    }

    @Test
    void workThatDoesNotStopDelaysTheExitForTheTimeoutOnly() throws Exception {
        assertThat(interrupt("endless")).containsExactly("the command did not end within 1 s; exiting anyway");
    }

    /** Starts the program, sends it SIGTERM and returns the lines that it prints after that. */
    private static List<String> interrupt(String work) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-XX:TieredStopAtLevel=1",
                        "-cp",
                        System.getProperty("java.class.path"),
                        Program.class.getName(),
                        work)
                .redirectErrorStream(true)
                .start();
        assumeThat(process.supportsNormalTermination()).isTrue();
        try (BufferedReader lines = process.inputReader(StandardCharsets.UTF_8)) {
            assertThat(lines.readLine()).isEqualTo("started");
            // Unlike Process.destroy, this leaves the output open.
            process.toHandle().destroy();
            List<String> rest = lines.lines().toList();
            assertThat(process.waitFor(20, TimeUnit.SECONDS)).isTrue();
            return rest;
        } finally {
            process.destroyForcibly();
        }
    }
}
