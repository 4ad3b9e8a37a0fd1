package io.pawstream.producer.publish;

import io.pawstream.contract.event.TopicNames;
import io.pawstream.sources.ImageSource;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Topic, number and rate of the events to publish.
 *
 * @param topic topic of the image events
 * @param source {@code ce_source} of the events, a URI reference
 * @param model {@code ce_model}, the model that must classify the images; absent for the selected one
 * @param expiresIn time from publishing an image to its {@code ce_expirytime}, above 0; absent for no expiry time
 * @param count maximum number of events, at least 1; {@link Long#MAX_VALUE} for no limit
 * @param ratePerSecond events per second, above 0; {@link Double#POSITIVE_INFINITY} for no limit
 * @param loop whether to start over after the last image
 * @param byReference whether events contain the URI of the image ({@code ce_dataref}) instead of its bytes
 */
public record PublishPlan(
        String topic,
        String source,
        @Nullable String model,
        @Nullable Duration expiresIn,
        long count,
        double ratePerSecond,
        boolean loop,
        boolean byReference) {

    /**
     * Checks the values.
     *
     * @param topic topic of the image events
     * @param source {@code ce_source} of the events, a URI reference
     * @param model {@code ce_model} of the events; absent for the selected model
     * @param expiresIn time from publishing an image to its {@code ce_expirytime}, above 0
     * @param count maximum number of events, at least 1
     * @param ratePerSecond events per second, above 0
     * @param loop whether to start over after the last image
     * @param byReference whether events contain URIs instead of images
     * @throws IllegalArgumentException if a number or duration is out of range
     */
    public PublishPlan {
        Objects.requireNonNull(topic, "topic");
        Objects.requireNonNull(source, "source");
        if (expiresIn != null && (expiresIn.isNegative() || expiresIn.isZero())) {
            throw new IllegalArgumentException("expiry is after " + expiresIn + "; it must be above 0");
        }
        if (count < 1) {
            throw new IllegalArgumentException("count is " + count + "; it must be at least 1");
        }
        if (!(ratePerSecond > 0)) {
            throw new IllegalArgumentException("rate is " + ratePerSecond + " events/s; it must be above 0");
        }
    }

    /**
     * Creates a plan that publishes every image once, without a rate limit, to the default topic.
     *
     * @param images the argument of {@link ImageSource#open}; {@code ce_source} of the events ends with its file name
     * @return the plan
     */
    public static PublishPlan of(String images) {
        return new PublishPlan(
                TopicNames.DEFAULT.images(),
                source(images),
                null,
                null,
                Long.MAX_VALUE,
                Double.POSITIVE_INFINITY,
                false,
                false);
    }

    /**
     * Sets the topic.
     *
     * @param other name of the topic
     * @return a copy of this plan
     */
    public PublishPlan withTopic(String other) {
        return new PublishPlan(other, source, model, expiresIn, count, ratePerSecond, loop, byReference);
    }

    /**
     * Sets the model that must classify the images.
     *
     * @param name name of the model; null for the selected one
     * @return a copy of this plan
     */
    public PublishPlan withModel(@Nullable String name) {
        return new PublishPlan(topic, source, name, expiresIn, count, ratePerSecond, loop, byReference);
    }

    /**
     * Sets the expiry time of the images.
     *
     * @param duration time from publishing an image to its expiry time, above 0; null for no expiry time
     * @return a copy of this plan
     */
    public PublishPlan withExpiresIn(@Nullable Duration duration) {
        return new PublishPlan(topic, source, model, duration, count, ratePerSecond, loop, byReference);
    }

    /**
     * Sets the maximum number of events.
     *
     * @param events number of events, at least 1
     * @return a copy of this plan
     */
    public PublishPlan withCount(long events) {
        return new PublishPlan(topic, source, model, expiresIn, events, ratePerSecond, loop, byReference);
    }

    /**
     * Sets the rate.
     *
     * @param rate events per second, above 0
     * @return a copy of this plan
     */
    public PublishPlan withRatePerSecond(double rate) {
        return new PublishPlan(topic, source, model, expiresIn, count, rate, loop, byReference);
    }

    /**
     * Sets whether to start over after the last image.
     *
     * @param repeat true to repeat the images
     * @return a copy of this plan
     */
    public PublishPlan withLoop(boolean repeat) {
        return new PublishPlan(topic, source, model, expiresIn, count, ratePerSecond, repeat, byReference);
    }

    /**
     * Sets whether events contain URIs instead of images.
     *
     * @param addresses true to publish URIs; every image must have one
     * @return a copy of this plan
     */
    public PublishPlan withByReference(boolean addresses) {
        return new PublishPlan(topic, source, model, expiresIn, count, ratePerSecond, loop, addresses);
    }

    /**
     * Returns the maximum number of events for a source.
     *
     * @param images the source
     * @return the number; {@link Long#MAX_VALUE} if there is no limit
     */
    public long events(ImageSource images) {
        boolean endless = loop || images.isEndless();
        return endless ? count : Math.min(count, images.size());
    }

    private static String source(String images) {
        @Nullable
        Path name = ImageSource.isDrawn(images)
                ? null
                : Path.of(images).toAbsolutePath().normalize().getFileName();
        try {
            // This constructor escapes characters that are not allowed in a URI, such as spaces.
            return new URI("pawstream", "producer/" + (name == null ? images : name), null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException("\"" + images + "\" cannot be part of ce_source, which is a URI", e);
        }
    }
}
