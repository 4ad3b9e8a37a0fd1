package io.pawstream.processor.pipeline;

import io.pawstream.vision.inference.InferenceDevice;
import io.smallrye.config.ConfigMapping;
import java.util.OptionalInt;

/** Configuration of batches. */
@ConfigMapping(prefix = "pawstream.batch")
public interface BatchConfig {

    /** {@return the maximum number of images per batch, at least 1; if empty, it depends on the device} */
    OptionalInt maxImages();

    /**
     * Returns the configured maximum number of images per batch, or 16 on the CPU and 64 on a GPU.
     *
     * @param device where networks run
     * @return at least 1
     */
    default int maxImages(InferenceDevice device) {
        return maxImages().orElse(device == InferenceDevice.CUDA ? 64 : 16);
    }
}
