package io.pawstream.processor.streams;

import io.quarkus.runtime.ShutdownEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.event.Observes;
import jakarta.inject.Singleton;
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
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.jboss.logging.Logger;

/**
 * Why a stream thread failed, until all of them run again. The thread is replaced: its transaction aborts and its records
 * are tried again.
 */
@Singleton
public final class StreamThreadFailure implements StreamsUncaughtExceptionHandler, KafkaStreams.StateListener {

    private static final Logger LOG = Logger.getLogger(StreamThreadFailure.class);

    /** Some failures, as a right that was taken away, meet the next thread before it has done anything. */
    private static final Duration PAUSE = Duration.ofSeconds(1);

    private final String bootstrapServers;
    private volatile String message;
    private volatile boolean closed;

    StreamThreadFailure(@ConfigProperty(name = "quarkus.kafka-streams.bootstrap-servers") String bootstrapServers) {
        this.bootstrapServers = bootstrapServers;
    }

    /** The fault, if there is one now. */
    public Optional<String> message() {
        return Optional.ofNullable(message);
    }

    @Override
    public StreamThreadExceptionResponse handle(Throwable failure) {
        Throwable refusal = refusal(failure);
        if (refusal == null) {
            message = failure.toString();
            LOG.errorf(failure, "a stream thread failed and is replaced");
        } else {
            message = "Kafka refuses access: " + refusal.getMessage();
            LOG.errorf("a stream thread failed and is replaced: %s", message);
        }
        try {
            do {
                Thread.sleep(PAUSE.toMillis());
                // Without an address Kafka Streams cannot make the new thread, and does not try again.
            } while (!closed && Arrays.stream(bootstrapServers.split(",", -1)).noneMatch(StreamThreadFailure::isKnown));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
        return StreamThreadExceptionResponse.REPLACE_THREAD;
    }

    private static boolean isKnown(String address) {
        try {
            String host = Utils.getHost(address.strip());
            return host != null && InetAddress.getByName(host) != null;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** Before the streams stop, which wait for the threads that are here. */
    void close(@Observes @Priority(1) ShutdownEvent event) {
        closed = true;
    }

    /** The cause that names the right or the login that is missing; a stack trace would add nothing to it. */
    private static Throwable refusal(Throwable failure) {
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
}
