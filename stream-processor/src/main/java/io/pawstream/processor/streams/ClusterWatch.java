package io.pawstream.processor.streams;

import java.io.IOException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutionException;
import org.jspecify.annotations.Nullable;

/**
 * Checks on its own thread whether Kafka is usable: a broker responds, the topics exist, and no other service uses the
 * consumer group. The service joins its consumer group after the first check that finds no problem.
 */
public final class ClusterWatch implements AutoCloseable {

    /** Short, because the broker may just be starting; doubles with each check. */
    private static final Duration FIRST_RETRY = Duration.ofMillis(100);

    private static final Duration LONGEST_RETRY = Duration.ofSeconds(1);
    private static final Duration WHILE_USABLE = Duration.ofSeconds(5);

    private final String bootstrapServers;
    private final List<Check> checks;
    private final CompletableFuture<Boolean> usable = new CompletableFuture<>();
    private final Thread thread = new Thread(this::run, "pawstream-cluster");
    private volatile @Nullable String problem;

    /** One check. */
    @FunctionalInterface
    public interface Check {

        /**
         * Asks the broker.
         *
         * @return the problem and what helps, in one line; empty if there is none
         * @throws ExecutionException if the broker does not respond or denies access
         * @throws InterruptedException if the thread is interrupted
         */
        Optional<String> problem() throws ExecutionException, InterruptedException;
    }

    /**
     * Creates a watch, which {@link #start} starts.
     *
     * @param bootstrapServers addresses of the brokers, for messages
     * @param checks checks in the order of precedence
     */
    public ClusterWatch(String bootstrapServers, List<Check> checks) {
        this.bootstrapServers = bootstrapServers;
        this.checks = List.copyOf(checks);
    }

    /** Starts the checks. */
    public void start() {
        thread.start();
    }

    private void run() {
        try {
            long retryMillis = FIRST_RETRY.toMillis();
            while (true) {
                problem = check();
                if (problem == null) {
                    usable.complete(true);
                    retryMillis = FIRST_RETRY.toMillis();
                    Thread.sleep(WHILE_USABLE.toMillis());
                } else {
                    Thread.sleep(retryMillis);
                    retryMillis = Math.min(2 * retryMillis, LONGEST_RETRY.toMillis());
                }
            }
        } catch (InterruptedException e) {
            // The watch is closed.
        }
    }

    private @Nullable String check() throws InterruptedException {
        try {
            for (Check check : checks) {
                Optional<String> found = check.problem();
                if (found.isPresent()) {
                    return found.get();
                }
            }
            return null;
        } catch (ExecutionException e) {
            return BrokerMessages.of(bootstrapServers, e.getCause() == null ? e : e.getCause());
        }
    }

    /**
     * Checks once, on the calling thread.
     *
     * @throws IOException if there is a problem; the message names it and what helps, in one line
     * @throws InterruptedException if the thread is interrupted
     */
    public void requireUsable() throws IOException, InterruptedException {
        String found = check();
        if (found != null) {
            throw new IOException(found);
        }
    }

    /** {@return why Kafka is not usable, in one line; empty if it is, or before the first check} */
    public Optional<String> problem() {
        return Optional.ofNullable(problem);
    }

    /** {@return whether a check has found no problem since the start} */
    public boolean hasBeenUsable() {
        return usable.getNow(false);
    }

    /**
     * Waits until a check finds no problem.
     *
     * @return false if the watch is closed before that
     */
    public boolean awaitUsable() {
        return usable.join();
    }

    /** Ends the checks, and {@link #awaitUsable}. */
    @Override
    public void close() {
        thread.interrupt();
        usable.complete(false);
    }
}
