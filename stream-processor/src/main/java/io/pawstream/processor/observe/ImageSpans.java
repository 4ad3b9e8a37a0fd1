package io.pawstream.processor.observe;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.pawstream.processor.pipeline.ProcessedRecord;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import io.pawstream.processor.pipeline.Result.StageTimes;
import io.pawstream.processor.pipeline.ResultListener;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.jspecify.annotations.Nullable;

/**
 * Exports one span per image, in the trace of {@code ce_traceparent}. The span ends when the result is processed, and its duration
 * is the time of the image in queue, decode and inference. Traces that are not sampled get no span.
 *
 * <p>Names follow the <a href="https://opentelemetry.io/docs/specs/semconv/messaging/kafka/">OpenTelemetry
 * conventions for Kafka</a> where possible.
 */
public final class ImageSpans implements ResultListener, AutoCloseable {

    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("pawstream.model");
    private static final AttributeKey<String> LABEL = AttributeKey.stringKey("pawstream.label");
    private static final AttributeKey<Double> PROBABILITY = AttributeKey.doubleKey("pawstream.probability");
    private static final AttributeKey<Double> QUEUE = AttributeKey.doubleKey("pawstream.queue_seconds");
    private static final AttributeKey<Double> DECODE = AttributeKey.doubleKey("pawstream.decode_seconds");
    private static final AttributeKey<Double> INFERENCE = AttributeKey.doubleKey("pawstream.inference_seconds");

    /** The carrier is the value of {@code traceparent} itself, which may be absent. */
    private static final TextMapGetter<String> PARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of("traceparent");
        }

        @Override
        public @Nullable String get(@Nullable String traceparent, String key) {
            return "traceparent".equals(key) ? traceparent : null;
        }
    };

    private final OpenTelemetrySdk sdk;
    private final Tracer tracer;

    ImageSpans(OpenTelemetrySdk sdk) {
        this.sdk = sdk;
        tracer = sdk.getTracer("pawstream");
    }

    /**
     * Creates an instance as configured by the variables {@code OTEL_*}. Without them it exports nothing.
     *
     * @return the instance; closing it exports the remaining spans
     * @throws IllegalArgumentException if the value of a variable is invalid or not supported
     */
    public static ImageSpans configured() {
        return new ImageSpans(OpenTelemetryConfig.sdk());
    }

    @Override
    public void classified(Classified result, ProcessedRecord record) {
        StageTimes times = result.times();
        double seconds = times.queueSeconds() + times.decodeSeconds() + times.inferenceSeconds();
        Span span = start(result.image().traceparent(), record, seconds);
        if (span.isRecording()) {
            span.setAttribute(MESSAGE_ID, result.image().id());
            span.setAttribute(MODEL, result.card().name());
            span.setAttribute(LABEL, result.prediction().label());
            span.setAttribute(PROBABILITY, result.prediction().probability());
            span.setAttribute(QUEUE, times.queueSeconds());
            span.setAttribute(DECODE, times.decodeSeconds());
            span.setAttribute(INFERENCE, times.inferenceSeconds());
        }
        span.end(record.processedMillis(), TimeUnit.MILLISECONDS);
    }

    @Override
    public void rejected(Rejected result, ProcessedRecord record) {
        Span span = start(result.image().traceparent(), record, 0);
        span.setStatus(StatusCode.ERROR, result.message());
        span.setAttribute(MESSAGE_ID, result.image().id());
        span.setAttribute(ERROR_TYPE, result.reason().word());
        span.end(record.processedMillis(), TimeUnit.MILLISECONDS);
    }

    private Span start(@Nullable String traceparent, ProcessedRecord record, double seconds) {
        long end = TimeUnit.MILLISECONDS.toNanos(record.processedMillis());
        return tracer.spanBuilder("process images")
                .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, PARENT))
                .setSpanKind(SpanKind.CONSUMER)
                .setStartTimestamp(end - (long) (seconds * 1e9), TimeUnit.NANOSECONDS)
                .setAttribute(SYSTEM, "kafka")
                .startSpan();
    }

    /** Exports the remaining spans. */
    @Override
    public void close() {
        sdk.close();
    }
}
