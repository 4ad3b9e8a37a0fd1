package io.pawstream.processor.streams;

import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.RetriableException;

/** Turns a failed request to a broker into one line for operators: what failed and what helps. */
final class BrokerMessages {

    private BrokerMessages() {}

    /**
     * The message for a failure.
     *
     * @param bootstrapServers addresses of the brokers
     * @param cause exception of a Kafka client
     */
    static String of(String bootstrapServers, Throwable cause) {
        if (cause instanceof AuthorizationException || cause instanceof AuthenticationException) {
            return "Kafka denies access: " + cause.getMessage() + reason(cause);
        }
        if (cause instanceof RetriableException) {
            return "no Kafka broker responds at " + bootstrapServers
                    + "; check that the broker is running and that the address is correct (--bootstrap or"
                    + " quarkus.kafka-streams.bootstrap-servers)";
        }
        return "request to Kafka at " + bootstrapServers + " failed: " + cause;
    }

    /** Returns why a TLS handshake failed, for example because the certificate is not trusted. */
    private static String reason(Throwable cause) {
        Throwable root = cause;
        while (root.getCause() != null) {
            root = root.getCause();
        }
        return root == cause ? "" : ": " + root.getMessage();
    }
}
