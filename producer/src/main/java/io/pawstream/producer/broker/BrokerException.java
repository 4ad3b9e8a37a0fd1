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

/** The broker does not do what was asked; the message is one line for people, with the broker's address. */
public final class BrokerException extends Exception {

    public BrokerException(String message) {
        super(message);
    }

    private BrokerException(String message, Throwable cause) {
        super(message, cause);
    }

    /** What an error of a Kafka client means. */
    public static BrokerException of(KafkaAccess access, Throwable error) {
        return new BrokerException(message(access, "", cause(error)), error);
    }

    /** What an error of a Kafka client means that was asked for a topic. */
    static BrokerException of(KafkaAccess access, String topic, Throwable error) {
        return new BrokerException(message(access, topic, cause(error)), error);
    }

    private static String message(KafkaAccess access, String topic, Throwable cause) {
        String at = " at " + access.bootstrap();
        if (cause instanceof TimeoutException) {
            return "no Kafka broker answers" + at + "; is it running, and is the address right?";
        }
        if (cause instanceof SaslAuthenticationException) {
            return "authentication failed for " + access.user() + at + ": " + cause.getMessage();
        }
        if (cause instanceof SslAuthenticationException) {
            Throwable root = root(cause);
            return (root instanceof GeneralSecurityException
                            ? "the certificate of Kafka" + at + " is not trusted: "
                            : "no TLS connection with Kafka" + at + ": ")
                    + root.getMessage();
        }
        if (cause instanceof TopicAuthorizationException refused) {
            Set<String> topics = refused.unauthorizedTopics();
            return access.user() + " is not authorized for topic \""
                    + (topics.isEmpty() ? topic : String.join("\", \"", topics)) + "\"" + at;
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return "Kafka" + at + " refuses " + access.user() + ": " + cause.getMessage();
        }
        // After those above, which are of the second kind too.
        if (cause instanceof ConfigException || cause instanceof InvalidConfigurationException) {
            return "cannot connect to Kafka" + at + ": " + cause.getMessage();
        }
        return "Kafka" + at + " fails: " + describe(cause);
    }

    /** There is no such topic. */
    public static BrokerException noTopic(KafkaAccess access, String topic) {
        return new BrokerException("there is no topic \"" + topic + "\" at " + access.bootstrap()
                + "; \"pawstream topics create --bootstrap " + access.bootstrap() + "\" makes the topics");
    }

    static boolean isUnknownTopic(Throwable error) {
        return cause(error) instanceof UnknownTopicOrPartitionException;
    }

    /** An error in a few words: the kind, and the message if it has one. */
    public static String describe(Throwable error) {
        String kind = error.getClass().getSimpleName();
        return error.getMessage() == null ? kind : kind + ", " + error.getMessage();
    }

    /** Futures and constructors of clients wrap what went wrong. */
    private static Throwable cause(Throwable error) {
        boolean wrapper = error instanceof ExecutionException || error.getClass() == KafkaException.class;
        return wrapper && error.getCause() != null ? cause(error.getCause()) : error;
    }

    private static Throwable root(Throwable error) {
        return error.getCause() == null ? error : root(error.getCause());
    }
}
