package io.pawstream.processor.app;

import io.pawstream.contract.event.TopicNames;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.OptionalInt;

/** The settings below {@code pawstream}. The same as environment variables: {@code PAWSTREAM_MODEL} and so on. */
@ConfigMapping(prefix = "pawstream")
public interface ProcessorConfig {

    /** Name of the model that classifies events which ask for none, while the topic of the selection is empty. */
    @WithDefault("model5-8bit")
    String model();

    /** Name of this instance, which must be its own; unless set, the names of machine and HTTP port. */
    Optional<String> instance();

    /** What an operator has to know to change something; unless set, calls from this machine may. */
    Optional<String> operatorToken();

    /** Names of the topics. */
    Topics topics();

    /** What is refused. */
    Limits limits();

    /** How images are gathered. */
    Batch batch();

    /** The shadow model. */
    Shadow shadow();

    /** Records on which the service fails. */
    Unforeseen unforeseen();

    /** Whether what a model says of late is what it said of its test photos. */
    Drift drift();

    /** The live page. */
    Page page();

    /** Spans of OpenTelemetry. */
    Traces traces();

    /** What is classified again, instead of what comes; unless set, nothing. */
    Optional<Replay> replay();

    /** Names of the topics. */
    interface Topics {

        @WithDefault("images")
        String images();

        @WithDefault("predictions")
        String predictions();

        @WithDefault("images.rejected")
        String rejected();

        @WithDefault("model-selection")
        String modelSelection();

        @WithDefault("predictions.shadow")
        String shadow();

        @WithDefault("instances")
        String instances();

        default TopicNames names() {
            return new TopicNames(images(), predictions(), rejected(), modelSelection(), shadow(), instances());
        }
    }

    /** What is refused before pixels are allocated. */
    interface Limits {

        /** Most pixels of an image. */
        @WithDefault("50000000")
        long pixels();

        /** Most bytes of an encoded image; that of an event with its data inside is the topic's affair. */
        @WithDefault("67108864")
        long bytes();
    }

    /** How much the shadow model may cost. */
    interface Shadow {

        /** Largest part of one processor's time, above 0 and at most 1. */
        @WithDefault("0.1")
        double share();
    }

    /** Records on which the service fails for a reason that nobody foresaw. */
    interface Unforeseen {

        /** How often such a record is tried before it is rejected. */
        @WithDefault("3")
        int tries();
    }

    /** How drift is seen. */
    interface Drift {

        /** Last predictions of a model that are compared with those on its test photos. */
        @WithDefault("2000")
        int window();
    }

    /** What the live page shows. */
    interface Page {

        /** Whether it shows the images themselves. */
        @WithDefault("true")
        boolean thumbnails();
    }

    /** Spans of OpenTelemetry, one an image. */
    interface Traces {

        /** Where they go by OTLP over HTTP, {@code http://localhost:4318/v1/traces} for instance; unless set, nowhere. */
        Optional<URI> endpoint();
    }

    /** What lies in the topic and is classified again; set by {@code ./pawstream replay}. */
    interface Replay {

        /** Whether it begins anew if it has begun before. */
        boolean again();

        /** Time of the first image; unless set, that of the first one in the topic. */
        Optional<Instant> from();

        /** Time before which the last image was published; unless set, now. */
        Optional<Instant> to();
    }

    /** How images are gathered into batches. */
    interface Batch {

        /** Most images in a batch. */
        @WithDefault("16")
        int maxImages();

        /** Most images in work for one stream thread. */
        @WithDefault("64")
        int windowImages();

        /** Most encoded bytes in work for one stream thread. */
        @WithDefault("33554432")
        long windowBytes();

        /** Threads that decode, and sessions that infer; unless set, as many as there are cores. */
        OptionalInt threads();

        default int threadCount() {
            return threads().orElse(Runtime.getRuntime().availableProcessors());
        }

        /** Time before a model that fails on known-good images is tried again, doubled each time. */
        @WithDefault("100ms")
        Duration firstRetry();

        /** Longest time between two such retries. */
        @WithDefault("10s")
        Duration longestRetry();
    }
}
