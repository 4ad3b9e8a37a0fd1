package io.pawstream.processor.control;

import io.pawstream.cli.Printable;
import io.pawstream.contract.event.InstanceStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** Options for waiting until all instances have activated a selection. */
final class WaitOptions {

    private static final long POLL_MILLIS = 200;

    @Option(
            names = "--wait",
            description = "Wait until each instance has activated the selection or reported why it cannot.")
    private boolean waits;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "Maximum time to wait (default: ${DEFAULT-VALUE}).")
    private int timeoutSeconds = 30;

    /** Waits if requested; returns the exit code: 0, or 1 if an instance failed or took too long. */
    int await(ProcessorClient client, long revision, PrintWriter out) throws IOException {
        if (!waits) {
            return 0;
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        while (true) {
            List<InstanceStatus> instances = client.instances();
            boolean over = System.nanoTime() > deadline;
            if (over || (!instances.isEmpty() && instances.stream().allMatch(each -> isSettled(each, revision)))) {
                instances.forEach(each -> out.println(Printable.of(each.instance() + ": " + describe(each, revision))));
                out.flush();
                boolean switched = instances.stream().allMatch(each -> each.activeRevision() >= revision);
                return !instances.isEmpty() && switched ? 0 : 1;
            }
            try {
                TimeUnit.MILLISECONDS.sleep(POLL_MILLIS);
            } catch (InterruptedException e) {
                Thread.currentThread().interrupt();
                throw new IOException("interrupted while waiting for the instances", e);
            }
        }
    }

    private static boolean isSettled(InstanceStatus instance, long revision) {
        return instance.activeRevision() >= revision
                || (instance.desiredRevision() >= revision && instance.error() != null);
    }

    private static String describe(InstanceStatus instance, long revision) {
        if (instance.activeRevision() >= revision) {
            return "revision " + instance.activeRevision() + " is active";
        }
        String error = instance.error() == null ? "timed out" : instance.error();
        return (instance.activeRevision() < 0 ? "the configured selection" : "revision " + instance.activeRevision())
                + " stays active: " + error;
    }
}
