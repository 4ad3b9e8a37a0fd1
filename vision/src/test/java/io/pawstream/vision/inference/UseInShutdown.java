package io.pawstream.vision.inference;

import io.pawstream.model.ImageSize;
import java.nio.ByteBuffer;
import java.nio.file.Path;
import java.util.concurrent.TimeUnit;

/** A process that loads and uses a model during its shutdown, like a service that classifies its last images. */
final class UseInShutdown {

    static final String DONE = "used in shutdown";

    private UseInShutdown() {}

    /** Runs the process. Argument: path of model.onnx. */
    public static void main(String[] arguments) throws Exception {
        Path onnx = Path.of(arguments[0]);
        use(onnx);
        Runtime.getRuntime().addShutdownHook(new Thread(() -> {
            try {
                // By then all other hooks are done.
                TimeUnit.MILLISECONDS.sleep(500);
                use(onnx);
                System.out.println(DONE);
            } catch (Exception e) {
                System.out.println(e);
            }
        }));
    }

    private static void use(Path onnx) throws Exception {
        ImageSize size = new ImageSize(150, 150);
        try (OnnxModel model = OnnxModel.load(onnx, size, 2);
                Classifier classifier = model.newClassifier()) {
            for (int i = 0; i < 20; i++) {
                classifier.probabilities(ByteBuffer.allocateDirect(size.bytes()), 1);
            }
        }
    }
}
