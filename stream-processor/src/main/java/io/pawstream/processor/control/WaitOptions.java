package io.pawstream.processor.control;

import io.pawstream.contract.event.InstanceStatus;
import java.io.IOException;
import java.io.PrintWriter;
import java.util.List;
import java.util.concurrent.TimeUnit;
import picocli.CommandLine.Option;

/** Whether to wait until all instances have switched. */
final class WaitOptions {

    private static final long POLL_MILLIS = 200;

    @Option(names = "--wait", description = "waits until every instance has switched, or has said why it cannot")
    private boolean waits;

    @Option(
            names = "--timeout",
            paramLabel = "SECONDS",
            description = "how long it waits at most (default: ${DEFAULT-VALUE})")
    private int timeoutSeconds = 30;

    /** Waits if it is asked for; 0 if all is well, 1 if an instance cannot switch or takes too long. */
    int await(ProcessorClient client, long revision, PrintWriter out) throws IOException {
        if (!waits) {
            return 0;
        }
        long deadline = System.nanoTime() + TimeUnit.SECONDS.toNanos(timeoutSeconds);
        while (true) {
            List<InstanceStatus> instances = client.instances();
            boolean over = System.nanoTime() > deadline;
            if (over || (!instances.isEmpty() && instances.stream().allMatch(each -> hasAnswered(each, revision)))) {
                instances.forEach(each -> out.println(each.instance() + ": " + answer(each, revision)));
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

    private static boolean hasAnswered(InstanceStatus instance, long revision) {
        return instance.activeRevision() >= revision
                || (instance.desiredRevision() >= revision && instance.error() != null);
    }

    private static String answer(InstanceStatus instance, long revision) {
        if (instance.activeRevision() >= revision) {
            return "revision " + instance.activeRevision() + " is in force";
        }
        String why = instance.error() == null ? "it has not switched in time" : instance.error();
        return "revision " + instance.activeRevision() + " stays: " + why;
    }
}
