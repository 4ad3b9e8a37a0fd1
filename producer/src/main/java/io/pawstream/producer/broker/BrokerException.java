package io.pawstream.producer.broker;

import java.security.GeneralSecurityException;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.InvalidConfigurationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.apache.kafka.common.errors.UnknownTopicOrPartitionException;

/** Thrown if a request to a Kafka broker fails. The message is one line for users and includes the broker's address. */
public final class BrokerException extends Exception {

    /**
     * Creates an exception.
     *
     * @param message one line for users
     */
    public BrokerException(String message) {
        super(message);
    }

    private BrokerException(String message, Throwable cause) {
        super(message, cause);
    }

    /**
     * Converts an error of a Kafka client.
     *
     * @param access the broker that the client connects to
     * @param error the exception of the client, or an exception that wraps it
     * @return an exception with a message for users
     */
    public static BrokerException of(KafkaAccess access, Throwable error) {
        return new BrokerException(message(access, "", cause(error)), error);
    }

    /** Converts an error of a request about a topic. */
    static BrokerException of(KafkaAccess access, String topic, Throwable error) {
        return new BrokerException(message(access, topic, cause(error)), error);
    }

    private static String message(KafkaAccess access, String topic, Throwable cause) {
        String at = " at " + access.bootstrap();
        if (cause instanceof TimeoutException) {
            return "no response from a Kafka broker" + at + "; check the address and that the broker is running";
        }
        if (cause instanceof SaslAuthenticationException) {
            return "authentication failed for " + access.user() + at + ": " + cause.getMessage();
        }
        if (cause instanceof SslAuthenticationException) {
            Throwable root = root(cause);
            return (root instanceof GeneralSecurityException
                            ? "the certificate of Kafka" + at + " is not trusted: "
                            : "TLS handshake with Kafka" + at + " failed: ")
                    + root.getMessage();
        }
        if (cause instanceof TopicAuthorizationException denied) {
            Set<String> topics = denied.unauthorizedTopics();
            return access.user() + " is not authorized for topic \""
                    + (topics.isEmpty() ? topic : String.join("\", \"", topics)) + "\"" + at;
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return "Kafka" + at + " denies access to " + access.user() + ": " + cause.getMessage();
        }
        // Not its subclasses, for instance for an invalid name of a topic.
        if (cause instanceof ConfigException || cause.getClass() == InvalidConfigurationException.class) {
            return "cannot connect to Kafka" + at + ": " + cause.getMessage();
        }
        return "Kafka request" + at + " failed: " + describe(cause);
    }

    /**
     * Creates the exception for a topic that does not exist.
     *
     * @param access the broker
     * @param topic name of the topic
     * @return an exception whose message says how to create the topics
     */
    public static BrokerException noTopic(KafkaAccess access, String topic) {
        return new BrokerException("topic \"" + topic + "\" not found at " + access.bootstrap()
                + "; to create the topics, run: pawstream topics create --bootstrap " + access.bootstrap());
    }

    static boolean isUnknownTopic(Throwable error) {
        return cause(error) instanceof UnknownTopicOrPartitionException;
    }

    /**
     * Describes an exception in one line.
     *
     * @param error any exception
     * @return its simple class name, followed by its message if it has one
     */
    public static String describe(Throwable error) {
        String kind = error.getClass().getSimpleName();
        return error.getMessage() == null ? kind : kind + ": " + error.getMessage();
    }

    /** Unwraps the actual error, which futures and constructors of clients wrap. */
    private static Throwable cause(Throwable error) {
        boolean wrapper = error instanceof ExecutionException || error.getClass() == KafkaException.class;
        return wrapper && error.getCause() != null ? cause(error.getCause()) : error;
    }

    private static Throwable root(Throwable error) {
        return error.getCause() == null ? error : root(error.getCause());
    }
}
