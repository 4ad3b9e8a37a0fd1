package io.pawstream.processor.app;

import io.pawstream.contract.event.PredictionEventCodec;
import io.pawstream.processor.control.InstanceBoard;
import io.pawstream.processor.control.RoundTrip;
import io.pawstream.processor.control.SelectionTopic;
import io.pawstream.processor.control.TopicFollower;
import io.pawstream.processor.models.ModelCache;
import io.pawstream.processor.models.ModelSelector;
import io.pawstream.processor.observe.ImageSampler;
import io.pawstream.processor.observe.ShadowCounters;
import io.pawstream.processor.pipeline.InferenceListener;
import io.pawstream.processor.pipeline.WorkQueue;
import io.pawstream.processor.shadow.Shadow;
import io.pawstream.processor.shadow.ShadowTopic;
import io.quarkus.runtime.ShutdownEvent;
import io.quarkus.runtime.StartupEvent;
import jakarta.annotation.Priority;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.event.Observes;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Named;
import jakarta.inject.Singleton;
import java.time.Clock;
import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import org.apache.kafka.clients.consumer.ConsumerConfig;
import org.apache.kafka.clients.producer.KafkaProducer;
import org.apache.kafka.clients.producer.Producer;
import org.apache.kafka.clients.producer.ProducerConfig;
import org.apache.kafka.common.serialization.ByteArraySerializer;
import org.apache.kafka.streams.StreamsConfig;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Clients beside the stream, which reach the broker as the streams do. The producers are proxies that connect when they are
 * first used: the streams need the shadow's to be made themselves.
 */
@ApplicationScoped
class KafkaWiring {

    private static final String CONTROL = "control";
    private static final String SHADOW = "shadow";
    /** It is asked for while somebody waits, and for the last time at the end. */
    private static final int CONTROL_BLOCK_MILLIS = 5_000;

    private static final Duration CLOSE_TIMEOUT = Duration.ofSeconds(2);

    @Produces
    @ApplicationScoped
    @Named(CONTROL)
    Producer<byte[], byte[]> controlProducer(StreamsConfig streams) {
        return producer(streams, CONTROL, Map.of(ProducerConfig.MAX_BLOCK_MS_CONFIG, CONTROL_BLOCK_MILLIS));
    }

    void closeControlProducer(@Disposes @Named(CONTROL) Producer<byte[], byte[]> producer) {
        producer.close(CLOSE_TIMEOUT);
    }

    /** It does not make an image wait: what does not find room within a moment is dropped. */
    @Produces
    @ApplicationScoped
    @Named(SHADOW)
    Producer<byte[], byte[]> shadowProducer(StreamsConfig streams) {
        return producer(
                streams,
                SHADOW,
                Map.of(
                        ProducerConfig.MAX_BLOCK_MS_CONFIG, 500,
                        ProducerConfig.LINGER_MS_CONFIG, 50,
                        ProducerConfig.DELIVERY_TIMEOUT_MS_CONFIG, 30_000,
                        ProducerConfig.REQUEST_TIMEOUT_MS_CONFIG, 10_000));
    }

    void closeShadowProducer(@Disposes @Named(SHADOW) Producer<byte[], byte[]> producer) {
        producer.close(CLOSE_TIMEOUT);
    }

    @Produces
    @Singleton
    InferenceListener listener(
            ProcessorConfig config,
            ModelSelector selections,
            ModelCache models,
            WorkQueue queue,
            ShadowCounters metrics,
            ImageSampler sampler,
            @Named(SHADOW) Producer<byte[], byte[]> producer,
            @ConfigProperty(name = "quarkus.kafka-streams.application-id") String applicationId) {
        PredictionEventCodec codec = new PredictionEventCodec(config.topics().shadow(), applicationId);
        ShadowTopic topic = new ShadowTopic(producer, codec, metrics, Clock.systemUTC());
        Shadow shadow = new Shadow(selections, models, queue, topic, metrics);
        return (image, probability) -> {
            sampler.answered(image, probability);
            shadow.answered(image, probability);
        };
    }

    @Produces
    @Singleton
    SelectionTopic selectionTopic(
            ProcessorConfig config,
            StreamsConfig streams,
            @Named(CONTROL) Producer<byte[], byte[]> producer,
            ModelSelector selections) {
        return new SelectionTopic(
                consumer(streams, "selection"), producer, config.topics().modelSelection(), selections);
    }

    @Produces
    @Singleton
    RoundTrip roundTrip(
            ProcessorConfig config, StreamsConfig streams, @Named(CONTROL) Producer<byte[], byte[]> producer) {
        return new RoundTrip(
                consumer(streams, "page"), producer, config.topics().names());
    }

    @Produces
    @Singleton
    InstanceBoard instanceBoard() {
        return new InstanceBoard(Clock.systemUTC());
    }

    @Produces
    @Singleton
    TopicFollower instances(ProcessorConfig config, StreamsConfig streams, InstanceBoard board) {
        return new TopicFollower(consumer(streams, "instances"), config.topics().instances(), board::hear);
    }

    void start(@Observes StartupEvent event, TopicFollower instances, ProcessorConfig config) {
        if (config.replay().isEmpty()) {
            instances.skipToEnd();
            instances.start();
        }
    }

    /** Early: one may still wait for a broker. */
    void stop(@Observes @Priority(1) ShutdownEvent event, SelectionTopic selection, TopicFollower instances) {
        selection.close();
        instances.close();
    }

    private static Map<String, Object> consumer(StreamsConfig streams, String name) {
        Map<String, Object> configuration = new HashMap<>(streams.getGlobalConsumerConfigs("pawstream-" + name));
        // Where records that were to come next have been deleted.
        configuration.put(ConsumerConfig.AUTO_OFFSET_RESET_CONFIG, "earliest");
        return configuration;
    }

    private static Producer<byte[], byte[]> producer(StreamsConfig streams, String name, Map<String, Object> settings) {
        Map<String, Object> configuration = new HashMap<>(streams.getProducerConfigs("pawstream-" + name));
        configuration.putAll(settings);
        return new KafkaProducer<>(configuration, new ByteArraySerializer(), new ByteArraySerializer());
    }
}
