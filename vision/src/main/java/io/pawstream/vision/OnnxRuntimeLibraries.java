package io.pawstream.vision;

import ai.onnxruntime.OrtException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/** Unpacks the native libraries of ONNX Runtime, which would otherwise unpack them at each start. */
public final class OnnxRuntimeLibraries {

    private static final List<String> NAMES = List.of("onnxruntime", "onnxruntime4j_jni");

    /** In the build for CUDA. ONNX Runtime looks for them beside its own library. */
    private static final List<String> CUDA_NAMES =
            List.of("onnxruntime_providers_shared", "onnxruntime_providers_cuda");

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
        boolean cuda = OrtException.class.getResource(resource(System.mapLibraryName(CUDA_NAMES.get(1)))) != null;
        Path directory = cache.resolve("onnxruntime").resolve(cuda ? version + "-cuda" : version);
        List<String> names = new ArrayList<>(NAMES);
        if (cuda) {
            names.addAll(CUDA_NAMES);
        }
        try {
            Files.createDirectories(directory);
            for (String name : names) {
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

    /**
     * Tries to load the CUDA provider, because ONNX Runtime does not return the name of a library that is missing.
     *
     * @return what is missing; empty if nothing is, or it is not known where the provider is
     */
    public static Optional<String> missingForCuda() {
        String directory = System.getProperty("onnxruntime.native.path");
        if (directory == null) {
            return Optional.empty();
        }
        Path provider = Path.of(directory, System.mapLibraryName(CUDA_NAMES.get(1)));
        try {
            System.load(provider.toString());
            return Optional.empty();
        } catch (UnsatisfiedLinkError e) {
            // With all of its libraries, the provider still needs symbols that ONNX Runtime has.
            String message = String.valueOf(e.getMessage());
            return message.contains("undefined symbol")
                    ? Optional.empty()
                    : Optional.of(message.replace(provider + ": ", ""));
        }
    }

    /** Returns false if there is no such library for this platform. */
    private static boolean unpackOne(Path library) throws IOException {
        try (InputStream in = OrtException.class.getResourceAsStream(
                resource(library.getFileName().toString()))) {
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

    private static String resource(String file) {
        return "/ai/onnxruntime/native/" + platform() + "/" + file;
    }

    private static String platform() {
        String system = System.getProperty("os.name").toLowerCase(Locale.ROOT);
        String family = system.contains("mac") ? "osx" : system.contains("win") ? "win" : "linux";
        return family + "-" + (System.getProperty("os.arch").equals("aarch64") ? "aarch64" : "x64");
    }
}
