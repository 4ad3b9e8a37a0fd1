package io.pawstream.onnx.imports;

import io.pawstream.model.ModelException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * The files of a foreign model.
 *
 * @param onnx the ONNX file
 * @param directories the directories with files about it, in order of precedence
 */
record ForeignFiles(Path onnx, List<Path> directories) {

    /**
     * Finds the files of a model.
     *
     * @param path an ONNX file, or a directory with one, or with one in its directory {@code onnx}
     * @throws ModelException if there is no ONNX file, or the choice is open
     * @throws IOException if a directory cannot be listed
     */
    static ForeignFiles find(Path path) throws ModelException, IOException {
        if (Files.isDirectory(path)) {
            return new ForeignFiles(onnxIn(path), List.of(path));
        }
        if (!Files.isRegularFile(path)) {
            throw new ModelException("no model at " + path + "; pass an ONNX file, or a directory that contains one");
        }
        Path directory = path.toAbsolutePath().normalize().resolveSibling("");
        Path above = directory.getParent();
        // Optimum and transformers.js keep the files about a model one level above.
        return new ForeignFiles(
                path, above != null && directory.endsWith("onnx") ? List.of(directory, above) : List.of(directory));
    }

    private static Path onnxIn(Path directory) throws ModelException, IOException {
        for (Path place : List.of(directory, directory.resolve("onnx"))) {
            if (Files.isRegularFile(place.resolve("model.onnx"))) {
                return place.resolve("model.onnx");
            }
        }
        for (Path place : List.of(directory, directory.resolve("onnx"))) {
            List<Path> found = Files.isDirectory(place) ? onnxFiles(place) : List.of();
            if (found.size() == 1) {
                return found.get(0);
            }
            if (found.size() > 1) {
                throw new ModelException(place + " contains several ONNX files, none of them model.onnx; pass one: "
                        + found.stream().map(Path::toString).collect(Collectors.joining(", ")));
            }
        }
        throw new ModelException(directory + " contains no ONNX file; export the model to ONNX, see docs/import.md");
    }

    private static List<Path> onnxFiles(Path directory) throws IOException {
        try (Stream<Path> files = Files.list(directory)) {
            return files.filter(file -> file.toString().endsWith(".onnx"))
                    .sorted()
                    .toList();
        }
    }

    /**
     * Returns what the files say about the network.
     *
     * @param network the content of the ONNX file
     * @throws ModelException if they describe another kind of model than a classifier, or are invalid
     * @throws IOException if a file cannot be read
     */
    Hints hints(ForeignNetwork network) throws ModelException, IOException {
        try {
            return read(network);
        } catch (IllegalArgumentException e) {
            throw new ModelException(
                    "the files beside " + onnx + " ask for what is not possible: " + e.getMessage(), e);
        }
    }

    private Hints read(ForeignNetwork network) throws ModelException, IOException {
        Hints hints = Hints.NONE;
        for (Path directory : directories) {
            hints = hints.or(HuggingFaceFiles.read(directory)).or(TimmFile.read(directory));
        }
        hints = hints.or(UltralyticsMetadata.read(network));
        for (Path directory : directories) {
            hints = hints.or(DjlFile.read(directory));
            for (String name : LabelFile.NAMES) {
                Path file = directory.resolve(name);
                if (hints.classes() == null && Files.isRegularFile(file)) {
                    hints = hints.withClasses(LabelFile.read(file));
                }
            }
        }
        return hints;
    }
}
