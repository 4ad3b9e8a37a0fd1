package io.pawstream.processor.app;

import io.pawstream.vision.inference.InferenceDevice;
import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.OptionalLong;

/** Configuration of the instance. Environment variables such as {@code PAWSTREAM_MODEL} override it. */
@ConfigMapping(prefix = "pawstream")
public interface ProcessorConfig {

    /** {@return the name of the default model while the topic of the model selection is empty} */
    @WithDefault("model5-8bit")
    String model();

    /** {@return where networks run: {@code cpu}, or {@code cuda} for an NVIDIA GPU} */
    @WithDefault("cpu")
    InferenceDevice device();

    /** {@return the id of the process with which this one ends; set by the demo and the failure tests} */
    OptionalLong parentPid();

    /** {@return {@code service}, or {@code replay}, which the command {@code ./pawstream replay} sets} */
    @WithDefault("service")
    String mode();

    /** {@return the unique name of this instance; if empty, host name and HTTP port} */
    Optional<String> instance();

    /** {@return the token that authorizes changes} */
    Optional<String> operatorToken();

    /** {@return the age of a record, since its timestamp, at which its image expires; above 0; if empty, at no age} */
    Optional<Duration> maxAge();

    /**
     * {@return whether requests from this machine are authorized if there is no token. Not in a container: its other
     * processes, sidecars and forwarded ports have the same address}
     */
    @WithDefault("true")
    boolean loopbackOperators();

    /**
     * Checks the mode, which selects the wiring by its exact text.
     *
     * @throws IllegalArgumentException if it is neither {@code service} nor {@code replay}
     */
    default void requireKnownMode() {
        if (!List.of("service", "replay").contains(mode())) {
            throw new IllegalArgumentException(
                    "pawstream.mode is \"" + mode() + "\"; it must be \"service\" or \"replay\"");
        }
    }
}
