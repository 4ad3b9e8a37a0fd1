package io.pawstream.producer.broker;

import java.io.IOException;
import java.io.Reader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Properties;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.apache.kafka.clients.CommonClientConfigs;
import org.apache.kafka.common.config.SaslConfigs;

/**
 * Address and client settings of a Kafka cluster.
 *
 * @param bootstrap addresses, {@code HOST:PORT} separated by commas
 * @param clientProperties settings of every Kafka client, for instance for TLS and authentication; they take precedence
 *     over Pawstream's own settings
 */
public record KafkaAccess(String bootstrap, Map<String, String> clientProperties) {

    /** Timeout of a request in milliseconds, after which the broker is considered unreachable. */
    public static final int API_TIMEOUT_MS = 10_000;

    private static final Pattern USER_NAME = Pattern.compile("\\busername\\s*=\\s*\"?([^\"\\s;]+)");

    /**
     * Copies the settings.
     *
     * @param bootstrap addresses, {@code HOST:PORT} separated by commas
     * @param clientProperties settings of every Kafka client
     */
    public KafkaAccess {
        clientProperties = Map.copyOf(clientProperties);
    }

    /**
     * Creates an access without client settings.
     *
     * @param bootstrap addresses, {@code HOST:PORT} separated by commas
     * @return the access
     */
    public static KafkaAccess to(String bootstrap) {
        return new KafkaAccess(bootstrap, Map.of());
    }

    /**
     * Creates an access with client settings from a properties file.
     *
     * @param bootstrap addresses, {@code HOST:PORT} separated by commas
     * @param propertiesFile a file of Kafka client properties
     * @return the access
     * @throws IOException if the file cannot be read; the message names it
     */
    public static KafkaAccess to(String bootstrap, Path propertiesFile) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(propertiesFile)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "cannot read the Kafka client properties in " + propertiesFile + ": "
                            + (Files.exists(propertiesFile) ? e.getMessage() : "no such file"),
                    e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return new KafkaAccess(bootstrap, settings);
    }

    /**
     * Returns the configuration of a Kafka client.
     *
     * @param own settings that the client needs; the client properties take precedence over them
     * @return these settings, the client properties and the address by name
     */
    public Map<String, Object> settings(Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>(own);
        settings.putAll(clientProperties);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return settings;
    }

    /** {@return the user for error messages: {@code user "NAME"}, or {@code this client} without a user name} */
    String user() {
        Matcher login = USER_NAME.matcher(clientProperties.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, ""));
        return login.find() ? "user \"" + login.group(1) + "\"" : "this client";
    }
}
