package io.pawstream.processor.app;

import io.pawstream.vision.image.ImageDecoder;
import io.pawstream.vision.inference.OnnxModel;
import org.jboss.logging.Logger;
import org.slf4j.LoggerFactory;

/** Loads the native libraries while the rest of the process starts, so that the first model does not wait for them. */
final class NativeLibraries {

    private static final Logger LOG = Logger.getLogger(NativeLibraries.class);

    private NativeLibraries() {}

    /** Starts to load the libraries of inference and decoding on a separate thread. */
    static void load() {
        // If two threads initialize SLF4J at the same time, it prints warnings.
        var unused = LoggerFactory.getILoggerFactory();
        Thread thread = new Thread(NativeLibraries::initialize, "pawstream-libraries");
        thread.setDaemon(true);
        thread.start();
    }

    private static void initialize() {
        try {
            // Their static initializers load the libraries.
            Class.forName(OnnxModel.class.getName());
            Class.forName(ImageDecoder.class.getName());
        } catch (ClassNotFoundException | LinkageError | RuntimeException e) {
            // The load of the first model fails, too, but no longer with the cause.
            Throwable cause = e instanceof ExceptionInInitializerError && e.getCause() != null ? e.getCause() : e;
            LOG.errorf("cannot load the native libraries: %s", cause);
        }
    }
}
