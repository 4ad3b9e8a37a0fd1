package io.pawstream.benchmark.consumers;

import io.pawstream.testkit.LogEnd;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import java.util.stream.Stream;

/**
 * The processes of another consumer.
 *
 * @param peer which one
 * @param process the process that was started
 * @param log file of its output
 */
record PeerProcess(Peer peer, Process process, Path log) implements RunningConsumer {

    private static final Duration STOP_TIMEOUT = Duration.ofSeconds(10);

    @Override
    public long cpuNanos() throws IOException {
        if (!process.isAlive()) {
            throw new IOException("the " + peer.label() + " consumer has exited with code " + process.exitValue()
                    + "; its last log lines:\n" + logEnd());
        }
        return tree().flatMap(each -> each.info().totalCpuDuration().stream())
                .mapToLong(Duration::toNanos)
                .sum();
    }

    @Override
    public boolean isAlive() {
        return process.isAlive();
    }

    @Override
    public void kill() throws InterruptedException {
        List<ProcessHandle> all = tree().toList();
        all.forEach(ProcessHandle::destroyForcibly);
        awaitExit(all);
    }

    @Override
    public String logEnd() {
        return LogEnd.of(log);
    }

    @Override
    public void close() {
        List<ProcessHandle> all = tree().toList();
        process.destroy();
        try {
            process.waitFor(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            all.forEach(ProcessHandle::destroyForcibly);
            awaitExit(all);
        } catch (InterruptedException e) {
            all.forEach(ProcessHandle::destroyForcibly);
            Thread.currentThread().interrupt();
        }
    }

    private Stream<ProcessHandle> tree() {
        return Stream.concat(Stream.of(process.toHandle()), process.descendants());
    }

    private static void awaitExit(List<ProcessHandle> processes) throws InterruptedException {
        for (ProcessHandle each : processes) {
            try {
                each.onExit().get(STOP_TIMEOUT.toMillis(), TimeUnit.MILLISECONDS);
            } catch (ExecutionException | TimeoutException e) {
                throw new IllegalStateException("process " + each.pid() + " does not exit after SIGKILL", e);
            }
        }
    }
}
