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
 * Where the broker is and how to log in.
 *
 * @param bootstrap addresses, {@code HOST:PORT} separated by commas
 * @param clientProperties further settings of every Kafka client, for instance of security; they win over Pawstream's
 */
public record KafkaAccess(String bootstrap, Map<String, String> clientProperties) {

    /** How long a broker has to answer before it counts as unreachable. */
    public static final int ANSWER_TIMEOUT_MS = 10_000;

    private static final Pattern USER_NAME = Pattern.compile("\\busername\\s*=\\s*\"?([^\"\\s;]+)");

    public KafkaAccess {
        clientProperties = Map.copyOf(clientProperties);
    }

    /** Access without further settings. */
    public static KafkaAccess to(String bootstrap) {
        return new KafkaAccess(bootstrap, Map.of());
    }

    /**
     * Access with the settings of a properties file.
     *
     * @throws IOException if the file cannot be read; the message names it
     */
    public static KafkaAccess to(String bootstrap, Path propertiesFile) throws IOException {
        Properties properties = new Properties();
        try (Reader reader = Files.newBufferedReader(propertiesFile)) {
            properties.load(reader);
        } catch (IOException | IllegalArgumentException e) {
            throw new IOException(
                    "cannot read the Kafka client properties in " + propertiesFile + ": "
                            + (Files.exists(propertiesFile) ? e.getMessage() : "there is no such file"),
                    e);
        }
        Map<String, String> settings = new HashMap<>();
        properties.stringPropertyNames().forEach(name -> settings.put(name, properties.getProperty(name)));
        return new KafkaAccess(bootstrap, settings);
    }

    /** The configuration of a client: what it needs itself, then these settings. */
    public Map<String, Object> settings(Map<String, Object> own) {
        Map<String, Object> settings = new HashMap<>(own);
        settings.putAll(clientProperties);
        settings.put(CommonClientConfigs.BOOTSTRAP_SERVERS_CONFIG, bootstrap);
        return settings;
    }

    /** Who logs in, in words. */
    String user() {
        Matcher login = USER_NAME.matcher(clientProperties.getOrDefault(SaslConfigs.SASL_JAAS_CONFIG, ""));
        return login.find() ? "user \"" + login.group(1) + "\"" : "this client";
    }
}
