package io.pawstream.processor.observe;

import io.opentelemetry.sdk.OpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.AutoConfiguredOpenTelemetrySdk;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigProperties;
import io.opentelemetry.sdk.autoconfigure.spi.ConfigurationException;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * Reads the <a href="https://opentelemetry.io/docs/languages/sdk-configuration/">variables of OpenTelemetry</a> from the
 * environment, or from system properties such as {@code otel.traces.exporter}. Only spans are exported, over HTTP, and
 * only if the exporter or an endpoint is set.
 */
final class OpenTelemetryConfig {

    private static final String EXPORTER = "otel.traces.exporter";
    private static final String ENDPOINT = "otel.exporter.otlp.endpoint";
    private static final String TRACES_ENDPOINT = "otel.exporter.otlp.traces.endpoint";
    private static final String PROTOCOL = "otel.exporter.otlp.protocol";
    private static final String TRACES_PROTOCOL = "otel.exporter.otlp.traces.protocol";
    private static final List<String> HEADERS =
            List.of("otel.exporter.otlp.headers", "otel.exporter.otlp.traces.headers");
    private static final String SERVICE_NAME = "otel.service.name";

    private static final String NONE = "none";
    private static final String OTLP = "otlp";
    private static final String HTTP = "http/protobuf";

    private OpenTelemetryConfig() {}

    /**
     * {@return an SDK that exports what the variables select}
     *
     * @throws IllegalArgumentException if the value of a variable is invalid or not supported
     */
    static OpenTelemetrySdk sdk() {
        try {
            return AutoConfiguredOpenTelemetrySdk.builder()
                    .addPropertiesCustomizer(OpenTelemetryConfig::complete)
                    .disableShutdownHook()
                    .build()
                    .getOpenTelemetrySdk();
        } catch (ConfigurationException e) {
            String cause = e.getCause() == null ? "" : " (" + e.getCause().getMessage() + ")";
            throw new IllegalArgumentException("OpenTelemetry: " + e.getMessage() + cause, e);
        }
    }

    /** The SDK's own defaults are to export spans, metrics and logs to localhost, with gRPC. */
    private static Map<String, String> complete(ConfigProperties config) {
        Map<String, String> settings = new HashMap<>();
        settings.put("otel.metrics.exporter", NONE);
        settings.put("otel.logs.exporter", NONE);
        settings.put("otel.propagators", NONE);
        boolean hasEndpoint = config.getString(ENDPOINT) != null || config.getString(TRACES_ENDPOINT) != null;
        String exporter = config.getString(EXPORTER, hasEndpoint ? OTLP : NONE);
        settings.put(EXPORTER, exporter);
        if (!config.getMap("otel.resource.attributes").containsKey("service.name")) {
            settings.put(SERVICE_NAME, config.getString(SERVICE_NAME, "pawstream-processor"));
        }
        if (!config.getBoolean("otel.sdk.disabled", false)) {
            require(EXPORTER, exporter, OTLP, NONE);
            String name = config.getString(TRACES_PROTOCOL) == null ? PROTOCOL : TRACES_PROTOCOL;
            String protocol = config.getString(name, HTTP);
            settings.put(TRACES_PROTOCOL, protocol);
            require(name, protocol, HTTP, null);
            HEADERS.forEach(headers -> requirePairs(headers, config));
        }
        return settings;
    }

    private static void require(String name, String value, String allowed, @Nullable String alternative) {
        if (!value.equals(allowed) && !value.equals(alternative)) {
            throw new ConfigurationException(name + " is \"" + value + "\"; it must be \"" + allowed + "\""
                    + (alternative == null ? "" : " or \"" + alternative + "\""));
        }
    }

    /** The message of the SDK contains the value, which may be a token. */
    private static void requirePairs(String name, ConfigProperties config) {
        try {
            var unused = config.getMap(name);
        } catch (ConfigurationException e) {
            throw new ConfigurationException(name + " must be NAME=VALUE, several separated by commas");
        }
    }
}
