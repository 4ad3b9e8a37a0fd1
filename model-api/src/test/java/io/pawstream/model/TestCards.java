package io.pawstream.model;

import java.util.Collections;
import java.util.List;
import java.util.Map;

/** Model cards with every field, and model cards with required fields only. */
final class TestCards {

    static final String SHA256 = "0123456789abcdef".repeat(4);

    static final ImageSize INPUT = new ImageSize(150, 100);

    static final Origin IMPORTED = Origin.of(new Origin.Import("model.onnx", SHA256, Map.of("preset", "imagenet")));

    private TestCards() {}

    static ModelCard card() {
        return card("model1", SHA256);
    }

    static ModelCard card(String name, String sha256) {
        Training training = new Training(
                1,
                Map.of("epochs", "2"),
                Map.of("train", new Training.Split(64, SHA256), "test", new Training.Split(10, SHA256)),
                List.of(
                        new Training.Epoch(1, 0.7, 0.5, 0.69, 0.55, 12.5),
                        new Training.Epoch(2, 0.6, 0.6, 0.65, 0.6, 12.25)));
        Evaluation test = new Evaluation(
                10,
                0.7,
                0.9,
                new Evaluation.ClassCounts(List.of(5, 5), List.of(4, 3), List.of(6, 4)),
                List.of(List.of(4, 1), List.of(2, 3)),
                Collections.nCopies(20, 1),
                0.125);
        return new ModelCard(
                ModelCard.SCHEMA,
                name,
                "20260301.120000",
                "Two convolutions and a dense layer",
                List.of("cat", "dog"),
                INPUT,
                new Preprocessing(
                        Preprocessing.Decode.FULL,
                        Preprocessing.Resize.shortestEdge(160),
                        Preprocessing.Filter.BICUBIC,
                        true,
                        INPUT),
                16,
                17,
                sha256,
                10_636_481,
                Origin.of(training).quantized(new Origin.Quantization("model0", SHA256, 64, test)),
                test);
    }

    /** A card that contains no more than serving needs. */
    static ModelCard cardWithoutOptions() {
        return new ModelCard(
                ModelCard.SCHEMA,
                "model1",
                "20260301.120000",
                null,
                List.of("cat", "dog"),
                INPUT,
                Preprocessing.stretched(INPUT),
                null,
                17,
                SHA256,
                1,
                IMPORTED,
                null);
    }
}
