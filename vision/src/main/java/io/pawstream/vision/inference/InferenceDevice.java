package io.pawstream.vision.inference;

import ai.djl.Device;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtLoggingLevel;
import ai.onnxruntime.OrtProvider;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing;
import io.pawstream.vision.CacheDirectory;
import io.pawstream.vision.OnnxRuntimeLibraries;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Where networks run. */
public enum InferenceDevice {
    /** The processor. */
    CPU,

    /** The first NVIDIA GPU, through the CUDA execution provider of ONNX Runtime. */
    CUDA;

    private static final Pattern CUDA_FAILURE = Pattern.compile("CUDA failure \\d+:[^;]+");
    private static final String UNUSABLE = "CUDA cannot be used: ";

    Device device() {
        return this == CUDA ? Device.gpu(0) : Device.cpu();
    }

    /**
     * Checks that networks can run on this device. ONNX Runtime would otherwise use the processor for what a GPU cannot
     * do.
     *
     * @throws ModelException if this build has no CUDA provider, or a library, the driver or the GPU is missing
     */
    public void requireUsable() throws ModelException {
        if (this == CPU) {
            return;
        }
        CacheDirectory.useForNativeLibraries();
        EnvironmentReference.take();
        if (!OrtEnvironment.getAvailableProviders().contains(OrtProvider.CUDA)) {
            throw new ModelException(
                    "CUDA is not part of this build; build with the Maven profile \"cuda\", or use the device \"cpu\"");
        }
        Optional<String> missing = OnnxRuntimeLibraries.missingForCuda();
        if (missing.isPresent()) {
            throw new ModelException(UNUSABLE + missing.get());
        }
        try (SessionOptions options = new SessionOptions()) {
            options.setSessionLogLevel(OrtLoggingLevel.ORT_LOGGING_LEVEL_FATAL);
            options.addCUDA(device().getDeviceId());
            // A session takes hold of the GPU.
            OrtEnvironment.getEnvironment()
                    .createSession(ResizeGraph.of(Preprocessing.Filter.BILINEAR), options)
                    .close();
        } catch (OrtException e) {
            throw new ModelException(UNUSABLE + reason(String.valueOf(e.getMessage())), e);
        }
    }

    /** Returns the error of CUDA from a message of ONNX Runtime, which begins with several signatures of functions. */
    private static String reason(String message) {
        Matcher failure = CUDA_FAILURE.matcher(message);
        return failure.find()
                ? failure.group().strip()
                : message.lines().findFirst().orElse(message);
    }
}
