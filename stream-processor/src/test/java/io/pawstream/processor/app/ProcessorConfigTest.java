package io.pawstream.processor.app;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.vision.inference.InferenceDevice;
import io.smallrye.config.EnvConfigSource;
import io.smallrye.config.PropertiesConfigSource;
import io.smallrye.config.SmallRyeConfigBuilder;
import java.net.URL;
import java.time.Duration;
import java.util.Map;
import java.util.Objects;
import org.eclipse.microprofile.config.spi.ConfigSource;
import org.junit.jupiter.api.Test;

class ProcessorConfigTest {

    @Test
    void hasDefaults() {
        ProcessorConfig config = config(Map.of());
        assertThat(config.model()).isEqualTo("model5-8bit");
        assertThat(config.device()).isEqualTo(InferenceDevice.CPU);
        assertThat(config.mode()).isEqualTo("service");
        assertThat(config.instance()).isEmpty();
        assertThat(config.operatorToken()).isEmpty();
        assertThat(config.loopbackOperators()).isTrue();
        assertThat(config.maxAge()).isEmpty();
    }

    /** In a container, forwarded ports and sidecars have a loopback address. */
    @Test
    void inAContainerLoopbackIsNotAnOperator() throws Exception {
        URL properties = Objects.requireNonNull(ProcessorConfig.class.getResource("/application.properties"));
        ProcessorConfig config = new SmallRyeConfigBuilder()
                .addDefaultInterceptors()
                .withProfile("container")
                .withMapping(ProcessorConfig.class)
                .withSources(new PropertiesConfigSource(properties))
                .withValidateUnknown(false)
                .build()
                .getConfigMapping(ProcessorConfig.class);
        assertThat(config.loopbackOperators()).isFalse();
    }

    @Test
    void readsEveryKey() {
        ProcessorConfig config = config(Map.of(
                "pawstream.model", "model1",
                "pawstream.device", "cuda",
                "pawstream.mode", "replay",
                "pawstream.instance", "instance-1",
                "pawstream.operator-token", "secret",
                "pawstream.loopback-operators", "false",
                "pawstream.max-age", "30s"));
        assertThat(config.model()).isEqualTo("model1");
        assertThat(config.device()).isEqualTo(InferenceDevice.CUDA);
        assertThat(config.mode()).isEqualTo("replay");
        assertThat(config.instance()).hasValue("instance-1");
        assertThat(config.operatorToken()).hasValue("secret");
        assertThat(config.loopbackOperators()).isFalse();
        assertThat(config.maxAge()).hasValue(Duration.ofSeconds(30));
    }

    @Test
    void readsEnvironmentVariables() {
        Map<String, String> environment = Map.of("PAWSTREAM_MODEL", "model1", "PAWSTREAM_OPERATOR_TOKEN", "secret");
        ProcessorConfig config = config(new EnvConfigSource(environment, 300));
        assertThat(config.model()).isEqualTo("model1");
        assertThat(config.operatorToken()).hasValue("secret");
    }

    /** Otherwise an empty token would authorize every request with an empty password. */
    @Test
    void anEmptyTokenIsNoToken() {
        assertThat(config(Map.of("pawstream.operator-token", "")).operatorToken())
                .isEmpty();
    }

    private static ProcessorConfig config(Map<String, String> properties) {
        return config(new PropertiesConfigSource(properties, "test", 100));
    }

    private static ProcessorConfig config(ConfigSource source) {
        return new SmallRyeConfigBuilder()
                .addDiscoveredConverters()
                .withMapping(ProcessorConfig.class)
                .withSources(source)
                .build()
                .getConfigMapping(ProcessorConfig.class);
    }
}
