package io.pawstream.processor.streams;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.utils.Utils;
import org.apache.kafka.streams.KafkaStreams;
import org.apache.kafka.streams.errors.StreamsUncaughtExceptionHandler;
import org.jboss.logging.Logger;
import org.jspecify.annotations.Nullable;

/**
 * Replaces failed stream threads, and keeps the last failure until all threads run again. The transaction of a failed
 * thread aborts, and its records are retried.
 */
public final class StreamThreadFailure
        implements StreamsUncaughtExceptionHandler, KafkaStreams.StateListener, AutoCloseable {

    private static final Logger LOG = Logger.getLogger(StreamThreadFailure.class);

    /**
     * Delay of the replacement, because some failures, such as a missing permission, end the next thread immediately.
     */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private volatile @Nullable String message;
    private volatile boolean closed;

    /**
     * Creates a handler without a failure.
     *
     * @param bootstrapServers comma-separated list of {@code host:port}
     */
    public StreamThreadFailure(String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** {@return the current failure; empty if all threads run} */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        Throwable denial = accessDenial(failure);
        if (denial == null) {
            message = failure.toString();
            LOG.errorf(failure, "a stream thread failed and will be replaced");
        } else {
            message = "Kafka denies access: " + denial.getMessage();
            LOG.errorf("a stream thread failed and will be replaced: %s", message);
        }
        try {
            do {
                Thread.sleep(PAUSE.toMillis());
                // Streams does not retry to create the new thread if it cannot resolve any address.
            } while (!closed
                    && Arrays.stream(bootstrapServers.split(",", -1)).noneMatch(StreamThreadFailure::resolves));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean resolves(String address) {
        try {
            String host = Utils.getHost(address.strip());
            return host != null && InetAddress.getByName(host) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Returns the cause that names the missing permission or failed login, or null; it needs no stack trace. */
    private static @Nullable Throwable accessDenial(Throwable failure) {
        Throwable cause = failure;
        while (cause != null
                && !(cause instanceof AuthorizationException || cause instanceof AuthenticationException)) {
            cause = cause.getCause();
        }
        return cause;
    }

    @Override
    public void onChange(KafkaStreams.State now, KafkaStreams.State before) {
        if (now == KafkaStreams.State.RUNNING) {
            message = null;
        }
    }

    /** Ends the wait for an address. Must be called before the streams close, because they wait for this thread. */
    @Override
    public void close() {
        closed = true;
    }
}
