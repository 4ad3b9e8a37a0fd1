package io.pawstream.vision;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Unpacks the native libraries of ONNX Runtime, which would otherwise unpack them at each start. */
final class OnnxRuntimeLibraries {

    private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

    private OnnxRuntimeLibraries() {}

    /**
     * Unpacks the libraries for this platform, unless an earlier run did.
     *
     * @param cache an existing directory
     * @return the directory with the libraries; empty if there are none for this platform or they cannot be written
     */
    static Optional<Path> unpack(Path cache) {
        // This class needs no native library, and so does not load one.
        String version = OrtException.class.getPackage().getImplementationVersion();
        if (version == null) {
            return Optional.empty();
        }
        Path directory = cache.resolve("onnxruntime").resolve(version);
        try {
            Files.createDirectories(directory);
            for (String name : NAMES) {
                Path library = directory.resolve(System.mapLibraryName(name));
                if (!Files.exists(library) && !unpackOne(library)) {
                    return Optional.empty();
                }
            }
            return Optional.of(directory);
        } catch (IOException e) {
            return Optional.empty();
        }
    }

    /** Returns false if there is no such library for this platform. */
    private static boolean unpackOne(Path library) throws IOException {
        String resource = "/ai/onnxruntime/native/" + platform() + "/" + library.getFileName();
        try (InputStream in = OrtException.class.getResourceAsStream(resource)) {
            if (in == null) {
                return false;
            }
            Path temporary = Files.createTempFile(library.getParent(), ".unpacking", "");
            try {
                Files.copy(in, temporary, StandardCopyOption.REPLACE_EXISTING);
                // Another process may unpack the same library, so a complete file appears in one step.
                Files.move(temporary, library, StandardCopyOption.ATOMIC_MOVE);
            } finally {
                Files.deleteIfExists(temporary);
            }
            return true;
        }
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
        return family + "-" + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64");
    }
}
