package io.pawstream.processor.observe;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.opentelemetry.api.common.AttributeKey;
import io.opentelemetry.api.common.Attributes;
import io.opentelemetry.api.trace.Span;
import io.opentelemetry.api.trace.SpanKind;
import io.opentelemetry.api.trace.StatusCode;
import io.opentelemetry.api.trace.Tracer;
import io.opentelemetry.api.trace.TracerProvider;
import io.opentelemetry.api.trace.propagation.W3CTraceContextPropagator;
import io.opentelemetry.context.Context;
import io.opentelemetry.context.propagation.TextMapGetter;
import io.opentelemetry.exporter.otlp.http.trace.OtlpHttpSpanExporter;
import io.opentelemetry.sdk.resources.Resource;
import io.opentelemetry.sdk.trace.SdkTracerProvider;
import io.opentelemetry.sdk.trace.SpanProcessor;
import io.opentelemetry.sdk.trace.export.BatchSpanProcessor;
import io.pawstream.processor.pipeline.Result.Classified;
import io.pawstream.processor.pipeline.Result.Rejected;
import java.net.URI;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.apache.kafka.clients.consumer.ConsumerRecord;
import org.apache.kafka.common.header.Header;

/**
 * One span an image, in the trace that the event's {@code ce_traceparent} names. It ends with the answer and is as long as
 * the image's time in queue, decode and inference. A trace whose sampled flag is off stays without.
 *
 * <p>Names are those of <a href="https://opentelemetry.io/docs/specs/semconv/messaging/kafka/">OpenTelemetry's conventions for
 * Kafka</a> where there is one.
 */
public final class ImageSpans implements AutoCloseable {

    private static final AttributeKey<String> ERROR_TYPE = AttributeKey.stringKey("error.type");
    private static final AttributeKey<String> SYSTEM = AttributeKey.stringKey("messaging.system");
    private static final AttributeKey<String> MESSAGE_ID = AttributeKey.stringKey("messaging.message.id");
    private static final AttributeKey<String> MODEL = AttributeKey.stringKey("pawstream.model");
    private static final AttributeKey<String> LABEL = AttributeKey.stringKey("pawstream.label");
    private static final AttributeKey<Double> PROBABILITY = AttributeKey.doubleKey("pawstream.probability");
    private static final AttributeKey<Double> QUEUE = AttributeKey.doubleKey("pawstream.queue_seconds");
    private static final AttributeKey<Double> DECODE = AttributeKey.doubleKey("pawstream.decode_seconds");
    private static final AttributeKey<Double> INFERENCE = AttributeKey.doubleKey("pawstream.inference_seconds");

    /** The carrier of a span's parent is the value of {@code traceparent} itself, or null. */
    private static final TextMapGetter<String> PARENT = new TextMapGetter<>() {
        @Override
        public Iterable<String> keys(String traceparent) {
            return List.of("traceparent");
        }

        @Override
        public String get(String traceparent, String key) {
            return "traceparent".equals(key) ? traceparent : null;
        }
    };

    private final TracerProvider provider;
    private final Tracer tracer;

    private ImageSpans(TracerProvider provider) {
        this.provider = provider;
        tracer = provider.get("pawstream");
    }

    /** Spans that nobody wants. */
    public static ImageSpans none() {
        return new ImageSpans(TracerProvider.noop());
    }

    /** Spans that go to a collector by OTLP over HTTP; while it does not answer they are dropped. */
    public static ImageSpans to(URI endpoint) {
        return of(BatchSpanProcessor.builder(OtlpHttpSpanExporter.builder()
                        .setEndpoint(endpoint.toString())
                        .build())
                .build());
    }

    static ImageSpans of(SpanProcessor processor) {
        return new ImageSpans(SdkTracerProvider.builder()
                .setResource(Resource.getDefault()
                        .merge(Resource.create(
                                Attributes.of(AttributeKey.stringKey("service.name"), "pawstream-processor"))))
                .addSpanProcessor(processor)
                .build());
    }

    /** An image has a prediction now. */
    public void classified(Classified outcome, String label) {
        double seconds = outcome.queueSeconds() + outcome.decodeSeconds() + outcome.inferenceSeconds();
        Span span = start(outcome.event().traceparent(), seconds);
        if (span.isRecording()) {
            double probability = outcome.probability();
            span.setAttribute(MESSAGE_ID, outcome.event().id());
            span.setAttribute(MODEL, outcome.card().name());
            span.setAttribute(LABEL, label);
            span.setAttribute(PROBABILITY, Math.max(probability, 1 - probability));
            span.setAttribute(QUEUE, outcome.queueSeconds());
            span.setAttribute(DECODE, outcome.decodeSeconds());
            span.setAttribute(INFERENCE, outcome.inferenceSeconds());
        }
        span.end();
    }

    /** An image was refused now. */
    public void rejected(Rejected outcome, ConsumerRecord<byte[], byte[]> rejection) {
        Header parent = rejection.headers().lastHeader("ce_traceparent");
        // Whoever publishes may leave a header without a value.
        boolean known = parent != null && parent.value() != null;
        Span span = start(known ? new String(parent.value(), UTF_8) : null, 0);
        span.setStatus(StatusCode.ERROR, outcome.message());
        span.setAttribute(ERROR_TYPE, outcome.reason().word());
        span.end();
    }

    private Span start(String traceparent, double secondsAgo) {
        long now = TimeUnit.MILLISECONDS.toNanos(System.currentTimeMillis());
        return tracer.spanBuilder("process images")
                .setParent(W3CTraceContextPropagator.getInstance().extract(Context.root(), traceparent, PARENT))
                .setSpanKind(SpanKind.CONSUMER)
                .setStartTimestamp(now - (long) (secondsAgo * 1e9), TimeUnit.NANOSECONDS)
                .setAttribute(SYSTEM, "kafka")
                .startSpan();
    }

    /** Sends what has not been sent yet. */
    @Override
    public void close() {
        if (provider instanceof SdkTracerProvider sdk) {
            sdk.close();
        }
    }
}
