package io.pawstream.benchmark.consumers;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

@DisabledOnOs(value = OS.WINDOWS, disabledReason = "the other consumers are started by a shell script")
class PeerProcessTest {

    private static final String BUSY = "for i in 1 2 3 4; do i=0; while [ $i -lt 300000 ]; do i=$((i+1)); done; done;";

    @TempDir
    private Path directory;

    @Test
    void theCpuTimeIncludesThatOfChildProcesses() throws Exception {
        PeerProcess consumer = start("sh -c '" + BUSY + " echo done; sleep 60' & wait");
        try {
            long parent =
                    consumer.process().info().totalCpuDuration().orElseThrow().toNanos();
            while (!consumer.logEnd().contains("done")) {
                Thread.sleep(20);
            }
            assertThat(consumer.cpuNanos()).isGreaterThan(parent + 50_000_000L);
        } finally {
            consumer.close();
        }
    }

    @Test
    void aKillEndsAllProcesses() throws Exception {
        PeerProcess consumer = start("sleep 60 & echo started; wait");
        while (!consumer.logEnd().contains("started")) {
            Thread.sleep(20);
        }
        List<ProcessHandle> children = consumer.process().descendants().toList();
        assertThat(children).hasSize(1);
        consumer.kill();
        assertThat(children).noneMatch(ProcessHandle::isAlive);
        assertThat(consumer.process().waitFor()).isEqualTo(137);
    }

    @Test
    void theErrorOfAConsumerThatHasExitedContainsItsLog() throws Exception {
        PeerProcess consumer = start("echo no such module; exit 3");
        consumer.process().waitFor();
        assertThatThrownBy(consumer::cpuNanos)
                .isInstanceOf(IOException.class)
                .hasMessage("the Python consumer has exited with code 3; its last log lines:\nno such module");
    }

    private PeerProcess start(String script) throws IOException {
        Path log = directory.resolve("log");
        Process process = new ProcessBuilder("sh", "-c", script)
                .redirectErrorStream(true)
                .redirectOutput(log.toFile())
                .start();
        return new PeerProcess(Peer.PYTHON, process, log);
    }
}
