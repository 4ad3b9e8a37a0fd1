package io.pawstream.processor.app;

import io.pawstream.cli.BootstrapServers;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.processor.streams.TopicsConfig;
import io.vertx.ext.web.Router;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.UnknownHostException;
import java.util.Arrays;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.config.ConfigException;
import org.apache.kafka.common.serialization.ByteArrayDeserializer;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;

/**
 * Checks the configuration before any other part of the process starts, and ends the process with one line that names
 * what is wrong. The process has not joined its consumer group yet, so no partition moves.
 */
@ApplicationScoped
class StartChecks {

    private static final String GROUP_PROTOCOL = "group.protocol";
    private static final String CLASSIC = "classic";

    private final ProcessorConfig config;
    private final TopicsConfig topics;
    private final ModelRepository repository;
    private final Termination termination;
    private final Http http;
    private final Kafka kafka;

    /** The HTTP server. */
    record Http(boolean isEnabled, String host, int port) {}

    /**
     * Settings of Kafka Streams.
     *
     * @param settings by their names in Kafka Streams, without those of Quarkus
     */
    record Kafka(String bootstrapServers, Map<String, String> settings) {}

    StartChecks(
            ProcessorConfig config,
            TopicsConfig topics,
            ModelRepository repository,
            Termination termination,
            Http http,
            Kafka kafka) {
        this.config = config;
        this.topics = topics;
        this.repository = repository;
        this.termination = termination;
        this.http = http;
        this.kafka = kafka;
    }

    /** The first event of the application. */
    void check(@Observes @Priority(1) Router event) {
        try {
            check();
        } catch (IOException | IllegalArgumentException e) {
            termination.startFailed("cannot start: " + e.getMessage());
        }
    }

    /**
     * Checks the configuration.
     *
     * @throws IllegalArgumentException if a setting is invalid
     * @throws IOException if the port is in use, the default model does not exist, or no address of a broker is known
     */
    void check() throws IOException {
        config.requireKnownMode();
        requireDevice();
        topics.names();
        requireAddress(kafka.bootstrapServers);
        requireClassicProtocol(kafka.settings.getOrDefault(GROUP_PROTOCOL, CLASSIC));
        requireValidSettings();
        requireModel();
        if (http.isEnabled) {
            requireFreePort(http.host, http.port);
        }
    }

    private void requireDevice() throws IOException {
        try {
            config.device().requireUsable();
        } catch (ModelException e) {
            throw new IOException("pawstream.device: " + e.getMessage(), e);
        }
    }

    private static void requireAddress(String bootstrapServers) throws IOException {
        List<String> addresses;
        try {
            addresses = Arrays.asList(BootstrapServers.parse(bootstrapServers).split(","));
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("quarkus.kafka-streams.bootstrap-servers: " + e.getMessage(), e);
        }
        // Kafka clients cannot be created without a known host.
        if (addresses.stream().noneMatch(address -> isKnown(address.substring(0, address.lastIndexOf(':'))))) {
            throw new IOException("no host of the Kafka brokers is known: " + bootstrapServers
                    + "; check quarkus.kafka-streams.bootstrap-servers (--bootstrap)");
        }
    }

    /** With the streams protocol, Kafka Streams replaces the consumer that reads ahead, and only logs a warning. */
    private static void requireClassicProtocol(String groupProtocol) {
        if (!groupProtocol.equalsIgnoreCase(CLASSIC)) {
            throw new IllegalArgumentException(
                    "kafka-streams." + GROUP_PROTOCOL + " is \"" + groupProtocol + "\"; it must be \"" + CLASSIC
                            + "\", because no other protocol supports the consumer of the processor");
        }
    }

    /** Otherwise, Kafka Streams would throw an exception that names no setting of this service, with a long stack trace. */
    private void requireValidSettings() {
        Map<String, Object> all = new HashMap<>(kafka.settings);
        all.put(StreamsConfig.BOOTSTRAP_SERVERS_CONFIG, kafka.bootstrapServers);
        all.put(StreamsConfig.APPLICATION_ID_CONFIG, "check");
        try {
            StreamsConfig streams = new StreamsConfig(all);
            Map<String, Object> consumer = streams.getMainConsumerConfigs("check", "check", 0);
            consumer.put(ConsumerConfig.KEY_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
            consumer.put(ConsumerConfig.VALUE_DESERIALIZER_CLASS_CONFIG, ByteArrayDeserializer.class);
            var unusedConsumer = new ConsumerConfig(consumer);
            Map<String, Object> producer = streams.getProducerConfigs("check");
            producer.put(ProducerConfig.KEY_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            producer.put(ProducerConfig.VALUE_SERIALIZER_CLASS_CONFIG, ByteArraySerializer.class);
            var unusedProducer = new ProducerConfig(producer);
        } catch (ConfigException e) {
            throw new IllegalArgumentException("setting of kafka-streams: " + e.getMessage(), e);
        }
    }

    private static boolean isKnown(String host) {
        try {
            return InetAddress.getAllByName(host).length > 0;
        } catch (UnknownHostException e) {
            return false;
        }
    }

    /** A selection may replace the default model, but the default model must exist for the case that it does not. */
    private void requireModel() throws IOException {
        try {
            if (!repository.names().contains(config.model())) {
                var unused = repository.find(config.model());
            }
        } catch (ModelException e) {
            throw new IOException("pawstream.model (--model): " + e.getMessage(), e);
        }
    }

    static void requireFreePort(String host, int port) throws IOException {
        try (ServerSocket socket = new ServerSocket()) {
            socket.bind(new InetSocketAddress(host, port));
        } catch (IOException e) {
            throw new IOException(
                    "cannot listen on " + host + ":" + port + ": " + e.getMessage()
                            + "; set another quarkus.http.port (--port)",
                    e);
        }
    }
}
