package io.pawstream.producer.publish;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.sources.ImageSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.Objects;

/**
 * What is published, where to and how fast.
 *
 * @param topic topic of the image events
 * @param source {@code ce_source} of the events: a URI reference
 * @param model {@code ce_model}: the model that is asked for, or null for the one that is selected
 * @param count number of events; {@link Long#MAX_VALUE} for as many as there are images
 * @param ratePerSecond events a second; {@link Double#POSITIVE_INFINITY} for as fast as the broker takes them
 * @param loop whether to begin again after the last image
 * @param byReference whether events hold the images' addresses instead of their bytes; every image must have one
 */
public record PublishPlan(
        String topic,
        String source,
        String model,
        long count,
        double ratePerSecond,
        boolean loop,
        boolean byReference) {

    public PublishPlan {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(source, "source");
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + "; it must be at least 1");
        }
        if (!(ratePerSecond > 0)) {
            throw new IllegalArgumentException("rate is " + ratePerSecond + " a second; it must be above 0");
        }
    }

    /**
     * Every image once, as fast as the broker takes them.
     *
     * @param images what {@link ImageSource#open} was given; its last part names the events' source
     */
    public static PublishPlan of(String images) {
        return new PublishPlan(
                TopicNames.DEFAULT.images(),
                source(images),
                null,
                Long.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                false,
                false);
    }

    /** The same with another topic. */
    public PublishPlan withTopic(String other) {
        return new PublishPlan(other, source, model, count, ratePerSecond, loop, byReference);
    }

    /** The same, asking for a model; null for the one that is selected. */
    public PublishPlan withModel(String name) {
        return new PublishPlan(topic, source, name, count, ratePerSecond, loop, byReference);
    }

    /** The same with another number of events. */
    public PublishPlan withCount(long events) {
        return new PublishPlan(topic, source, model, events, ratePerSecond, loop, byReference);
    }

    /** The same at another rate. */
    public PublishPlan withRatePerSecond(double rate) {
        return new PublishPlan(topic, source, model, count, rate, loop, byReference);
    }

    /** The same, beginning again after the last image or not. */
    public PublishPlan withLoop(boolean again) {
        return new PublishPlan(topic, source, model, count, ratePerSecond, again, byReference);
    }

    /** The same, with addresses or with bytes in its events. */
    public PublishPlan withByReference(boolean addresses) {
        return new PublishPlan(topic, source, model, count, ratePerSecond, loop, addresses);
    }

    /** How many events there will be at most; {@link Long#MAX_VALUE} if there is no end to them. */
    public long events(ImageSource images) {
        boolean endless = loop || images.size() == Integer.MAX_VALUE;
        return endless ? count : Math.min(count, images.size());
    }

    private static String source(String images) {
        Path name = images.equals(ImageSource.DRAWN)
                ? null
                : Path.of(images).toAbsolutePath().normalize().getFileName();
        try {
            // This constructor quotes what a URI cannot hold, as blanks in file names.
            return new URI("pawstream", "producer/" + (name == null ? images : name), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("\"" + images + "\" cannot name the source of events", e);
        }
    }
}
