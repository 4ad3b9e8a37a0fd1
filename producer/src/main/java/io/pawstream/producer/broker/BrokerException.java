package io.pawstream.producer.broker;

import java.util.concurrent.ExecutionException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.AuthenticationException;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.TimeoutException;
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
        Throwable cause = cause(error);
        String at = " at " + access.bootstrap();
        if (cause instanceof TimeoutException) {
            return new BrokerException(
                    "no Kafka broker answers" + at + "; is it running, and is the address right?", error);
        }
        if (cause instanceof ConfigException) {
            return new BrokerException("cannot connect to Kafka" + at + ": " + cause.getMessage(), error);
        }
        if (cause instanceof AuthenticationException || cause instanceof AuthorizationException) {
            return new BrokerException("Kafka" + at + " refuses access: " + cause.getMessage(), error);
        }
        return new BrokerException("Kafka" + at + " fails: " + describe(cause), error);
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
}
