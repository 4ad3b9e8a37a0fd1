package io.pawstream.vision.inference;

import ai.djl.engine.Engine;
import ai.onnxruntime.OrtEnvironment;
import java.lang.reflect.Field;
import java.lang.reflect.Method;

/**
 * Keeps ONNX Runtime's environment until the process has ended.
 *
 * <p>Its Java library closes the environment in a shutdown hook of the JVM, beside all other hooks: a service that answers its
 * last images, or loads a model just then, crashes in native code. The environment counts its references, and is closed
 * with the last one; the library has no call that takes a second one, so this asks the one that it has inside.
 */
final class EnvironmentReference {

    private static final int WARNING = 2;

    private EnvironmentReference() {}

    /** Takes a reference that nobody gives back. */
    static void take() {
        // The first reference is DJL's: it makes the environment in its own way.
        Engine.getEngine("OnnxRuntime");
        try {
            Field api = Class.forName("ai.onnxruntime.OnnxRuntime").getDeclaredField("ortApiHandle");
            api.setAccessible(true);
            Method create = OrtEnvironment.class.getDeclaredMethod("createHandle", long.class, int.class, String.class);
            create.setAccessible(true);
            create.invoke(null, api.getLong(null), WARNING, OrtEnvironment.DEFAULT_NAME);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError("this version of ONNX Runtime is another one than the one that was tried", e);
        }
    }
}
