package io.pawstream.model;

import java.util.List;
import java.util.Map;

/** Model cards with every field, and model cards with required fields only. */
final class TestCards {

    static final String SHA256 = "0123456789abcdef".repeat(4);

    private TestCards() {}

    static ModelCard card() {
        return card("model1", SHA256);
    }

    static ModelCard card(String name, String sha256) {
        ModelCard.Training training = new ModelCard.Training(
                1,
                Map.of("epochs", "2"),
                Map.of("train", new ModelCard.Split(64, SHA256), "test", new ModelCard.Split(10, SHA256)),
                List.of(
                        new ModelCard.Epoch(1, 0.7, 0.5, 0.69, 0.55, 12.5),
                        new ModelCard.Epoch(2, 0.6, 0.6, 0.65, 0.6, 12.25)));
        ModelCard.Evaluation test = new ModelCard.Evaluation(
                10, 0.7, List.of(List.of(4, 1), List.of(2, 3)), List.of(0, 1, 0, 0, 1, 0, 1, 1, 2, 4));
        return new ModelCard(
                name,
                "20260301.120000",
                "Two convolutions and a dense layer",
                List.of("cat", "dog"),
                150,
                100,
                1,
                17,
                sha256,
                10_636_481,
                training,
                test,
                new ModelCard.Quantization("model0", SHA256, 64, test));
    }

    /** A card that contains no more than serving needs. */
    static ModelCard cardWithoutOptions() {
        return new ModelCard(
                "model1", "20260301.120000", null, List.of("cat", "dog"), 150, 100, 1, 17, SHA256, 1, null, null, null);
    }
}
