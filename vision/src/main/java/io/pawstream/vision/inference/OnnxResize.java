package io.pawstream.vision.inference;

import ai.onnxruntime.OnnxJavaType;
import ai.onnxruntime.OnnxTensor;
import ai.onnxruntime.OrtEnvironment;
import ai.onnxruntime.OrtException;
import ai.onnxruntime.OrtSession;
import ai.onnxruntime.OrtSession.SessionOptions;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.vision.CacheDirectory;
import java.nio.ByteBuffer;
import java.nio.LongBuffer;
import java.util.Map;

/**
 * Resizes images with the operator Resize of ONNX Runtime. The filter widens when it shrinks an image, so that the result is
 * that of Pillow, except for differences of one level. Thread-safe.
 */
public final class OnnxResize {

    static {
        CacheDirectory.useForNativeLibraries();
        EnvironmentReference.take();
    }

    private final OrtEnvironment environment = OrtEnvironment.getEnvironment();
    private final OrtSession session;

    /**
     * Creates a resize.
     *
     * @param filter interpolation between pixels
     */
    public OnnxResize(Filter filter) {
        try (SessionOptions options = new SessionOptions()) {
            options.setIntraOpNumThreads(1);
            options.setInterOpNumThreads(1);
            options.addConfigEntry("session.intra_op.allow_spinning", "0");
            // Images differ in size, so memory that is kept for the next one would only add up.
            options.setCPUArenaAllocator(false);
            options.setMemoryPatternOptimization(false);
            session = environment.createSession(ResizeGraph.of(filter), options);
        } catch (OrtException e) {
            throw new IllegalStateException("ONNX Runtime cannot resize images: " + e.getMessage(), e);
        }
    }

    /**
     * An image in a buffer.
     *
     * @param pixels direct buffer, from position 0: uint8 [height, width, channels]
     * @param height number of rows, at least 1
     * @param width number of columns, at least 1
     */
    public record Image(ByteBuffer pixels, int height, int width) {}

    /**
     * Resizes an image on the calling thread.
     *
     * @param source the image
     * @param target receives the resized image
     * @param channels number of channels of both, at least 1
     * @throws InferenceException if there is not enough memory
     */
    public void resize(Image source, Image target, int channels) throws InferenceException {
        try (OnnxTensor pixels = tensor(source, channels);
                OnnxTensor resized = tensor(target, channels);
                OnnxTensor sizes = OnnxTensor.createTensor(
                        environment,
                        LongBuffer.wrap(new long[] {1, target.height(), target.width(), channels}),
                        new long[] {4})) {
            session.run(
                            Map.of(ResizeGraph.PIXELS, pixels, ResizeGraph.SIZES, sizes),
                            Map.of(ResizeGraph.RESIZED, resized))
                    .close();
        } catch (OrtException e) {
            throw new InferenceException("cannot resize an image: " + e.getMessage(), e);
        }
    }

    private OnnxTensor tensor(Image image, int channels) throws OrtException {
        return OnnxTensor.createTensor(
                environment,
                image.pixels(),
                new long[] {1, image.height(), image.width(), channels},
                OnnxJavaType.UINT8);
    }
}
