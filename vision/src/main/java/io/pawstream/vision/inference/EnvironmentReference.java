package io.pawstream.vision.inference;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Keeps ONNX Runtime's environment open until the process ends.
 *
 * <p>The Java library closes the environment in a shutdown hook of the JVM, in parallel with all other hooks. A service
 * that classifies its last images or loads a model at that time crashes in native code. The environment counts its
 * references and closes with the last one. The library has no public call that takes a second reference, so this class
 * calls the internal one by reflection.
 */
final class EnvironmentReference {

    private static final int WARNING = 2;

    private EnvironmentReference() {}

    /** Takes a reference that is never released. */
    static void take() {
        // Let DJL take the first reference: it creates the environment with its own options.
        Engine.getEngine("OnnxRuntime");
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            create.setAccessible(true);
            create.invoke(null, api.getLong(null), WARNING, OrtEnvironment.DEFAULT_NAME);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(
                    "unsupported version of ONNX Runtime: cannot keep its environment open during shutdown", e);
        }
    }
}
