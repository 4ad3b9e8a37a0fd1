package io.pawstream.onnx.publish;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * The folder where models stand. A model is made aside, under a hidden name that is no model's, and appears by a rename:
 * whoever looks sees the old model, the new one, or for an instant none, but never half a one.
 */
public final class ModelShelf {

    private final Path root;

    public ModelShelf(Path root) {
        this.root = root;
    }

    /** An empty folder to make a model in; what an interrupted run left there is deleted. */
    public Path stage(String name) throws IOException {
        Path aside = root.resolve("." + name + ".new");
        delete(aside);
        return Files.createDirectories(aside);
    }

    /** Puts a finished folder of {@link #stage} in its place, instead of the model that stands there. */
    public Path put(String name, Path staged) throws IOException {
        Path place = root.resolve(name);
        Path old = root.resolve("." + name + ".old");
        delete(old);
        if (Files.exists(place)) {
            Files.move(place, old, StandardCopyOption.ATOMIC_MOVE);
        }
        try {
            Files.move(staged, place, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            if (Files.exists(old)) {
                Files.move(old, place, StandardCopyOption.ATOMIC_MOVE);
            }
            throw e;
        }
        delete(old);
        return place;
    }

    public static void delete(Path folder) throws IOException {
        if (!Files.exists(folder)) {
            return;
        }
        List<Path> deepestFirst;
        try (Stream<Path> files = Files.walk(folder)) {
            deepestFirst = files.sorted(Comparator.reverseOrder()).toList();
        }
        for (Path file : deepestFirst) {
            Files.delete(file);
        }
    }
}
