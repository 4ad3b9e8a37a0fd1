package io.pawstream.producer.broker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.security.cert.CertificateException;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import javax.net.ssl.SSLException;
import javax.net.ssl.SSLHandshakeException;
import org.apache.kafka.common.KafkaException;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.SaslAuthenticationException;
import org.apache.kafka.common.errors.SslAuthenticationException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.errors.TopicAuthorizationException;
import org.junit.jupiter.api.Test;

final class BrokerExceptionTest {

    private static final KafkaAccess ACCESS = new KafkaAccess(
            "host:9092", Map.of("sasl.jaas.config", "...ScramLoginModule required username=\"ann\" password=\"b\";"));

    @Test
    void errorsAreOneLineForUsers() {
        assertThat(message(new ExecutionException(new TimeoutException("Call(describeConfigs)"))))
                .isEqualTo(
                        "no response from a Kafka broker at host:9092; check the address and that the broker is running");
        assertThat(message(new KafkaException("Failed", new ConfigException("Invalid url in bootstrap.servers"))))
                .isEqualTo("cannot connect to Kafka at host:9092: Invalid url in bootstrap.servers");
        assertThat(message(new KafkaException("broken")))
                .isEqualTo("Kafka request at host:9092 failed: KafkaException: broken");
    }

    @Test
    void deniedAccessNamesTheUser() {
        assertThat(message(new SaslAuthenticationException("wrong password")))
                .isEqualTo("authentication failed for user \"ann\" at host:9092: wrong password");
        assertThat(message(new TopicAuthorizationException(Set.of("images"))))
                .isEqualTo("user \"ann\" is not authorized for topic \"images\" at host:9092");
        assertThat(BrokerException.of(ACCESS, "images", new TopicAuthorizationException("no")))
                .hasMessage("user \"ann\" is not authorized for topic \"images\" at host:9092");
        assertThat(message(new GroupAuthorizationException("not authorized for the group")))
                .isEqualTo("Kafka at host:9092 denies access to user \"ann\": not authorized for the group");
    }

    @Test
    void anUntrustedCertificateDiffersFromOtherTlsFailures() {
        assertThat(message(handshake(new SSLException("wrapped", new CertificateException("wrong name")))))
                .isEqualTo("the certificate of Kafka at host:9092 is not trusted: wrong name");
        assertThat(message(handshake(new SSLHandshakeException("protocol_version"))))
                .isEqualTo("TLS handshake with Kafka at host:9092 failed: protocol_version");
    }

    private static SslAuthenticationException handshake(SSLException cause) {
        return new SslAuthenticationException("SSL handshake failed", cause);
    }

    @Test
    void anUnreachableBrokerIsNamed() throws BrokerException {
        KafkaAccess nowhere =
                new KafkaAccess("localhost:1", Map.of("default.api.timeout.ms", "600", "request.timeout.ms", "300"));
        try (Topics topics = Topics.at(nowhere)) {
            assertThatThrownBy(() -> topics.maxMessageBytes("images"))
                    .isInstanceOf(BrokerException.class)
                    .hasMessageStartingWith("no response from a Kafka broker at localhost:1");
        }
    }

    @Test
    void anAddressWithoutAPortIsNamed() {
        assertThatThrownBy(() -> Topics.at(KafkaAccess.to("localhost")))
                .isInstanceOf(BrokerException.class)
                .hasMessageContaining("cannot connect to Kafka at localhost: Invalid url");
    }

    private static String message(Throwable error) {
        return String.valueOf(BrokerException.of(ACCESS, error).getMessage());
    }
}
