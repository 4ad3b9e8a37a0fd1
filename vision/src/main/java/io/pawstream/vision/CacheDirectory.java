package io.pawstream.vision;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/**
 * The directory for everything that is kept between runs: unpacked native libraries and downloads. It is the value of
 * the environment variable {@value #VARIABLE}, or {@code pawstream} in the directory {@value #CACHES}, or {@code
 * ~/.cache/pawstream}.
 */
public final class CacheDirectory {

    /** Name of the environment variable that sets the directory. */
    public static final String VARIABLE = "PAWSTREAM_CACHE";

    /** Name of the environment variable of the XDG Base Directory Specification, which ignores relative paths. */
    private static final String CACHES = "XDG_CACHE_HOME";

    private CacheDirectory() {}

    /** {@return the directory, which may not exist} */
    public static Path path() {
        return path(System.getenv(), System.getProperty("user.home"));
    }

    static Path path(Map<String, String> environment, String home) {
        String directory = environment.getOrDefault(VARIABLE, "");
        if (!directory.isBlank()) {
            return Path.of(directory);
        }
        Path caches = Path.of(environment.getOrDefault(CACHES, ""));
        return (caches.isAbsolute() ? caches : Path.of(home, ".cache")).resolve("pawstream");
    }

    /**
     * Makes the native libraries unpack into this directory once, instead of into several directories or at each start.
     * Must be called before a class of a native library is used. Properties that are already set have precedence. If
     * the directory cannot be written, the libraries use their own defaults.
     */
    public static void useForNativeLibraries() {
        use(path());
    }

    static void use(Path cache) {
        // In a container without a home directory, the path is relative.
        if (cache.isAbsolute() && isWritable(cache)) {
            setDefault("org.bytedeco.javacpp.cachedir", cache.resolve("javacpp"));
            setDefault("DJL_CACHE_DIR", cache.resolve("djl"));
            OnnxRuntimeLibraries.unpack(cache).ifPresent(path -> setDefault("onnxruntime.native.path", path));
        }
    }

    private static boolean isWritable(Path cache) {
        try {
            return Files.isWritable(Files.createDirectories(cache));
        } catch (IOException e) {
            return false;
        }
    }

    private static void setDefault(String property, Path value) {
        if (System.getProperty(property) == null) {
            System.setProperty(property, value.toString());
        }
    }
}
