package io.pawstream.onnx.imports;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.function.Consumer;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;

/** Imports of {@link ForeignFixture}s into a directory. */
record ForeignImport(Path directory, Consumer<String> log) {

    static final double RESCALE = 1.0 / 255;

    ModelDirectory of(Path onnx, Hints flags, int classes) throws ModelException, IOException {
        Path names = directory.resolve("names.txt");
        Files.write(
                names, IntStream.range(0, classes).mapToObj(i -> "class " + i).toList());
        return of(onnx, flags, names, null);
    }

    ModelDirectory of(Path onnx, Hints flags, @Nullable Path names, @Nullable Preset preset)
            throws ModelException, IOException {
        Clock clock = Clock.fixed(Instant.parse("2026-01-02T03:04:05Z"), ZoneOffset.UTC);
        return new ModelImport(
                        new ModelImport.Request(onnx, "foreign", flags, names, preset, "./pawstream import"),
                        clock,
                        log,
                        warning -> log.accept("warning: " + warning))
                .publish(directory.resolve("models"));
    }

    static Hints flags(ColorOrder color) {
        return Hints.NONE
                .withColor(color)
                .withScale(RESCALE, List.of(0.4, 0.5, 0.6), List.of(0.2, 0.25, 0.3))
                .withResize(Resize.to(new ImageSize(ForeignFixture.WIDTH, ForeignFixture.HEIGHT)), null)
                .withFilter(Filter.BILINEAR);
    }
}
