package io.pawstream.onnx;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.Preprocessing;
import io.pawstream.model.Preprocessing.Decode;
import io.pawstream.model.Preprocessing.Filter;
import io.pawstream.model.Preprocessing.Resize;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.onnx.publish.CardDraft;
import io.pawstream.onnx.publish.ModelPublication;
import java.nio.file.Path;
import java.util.List;

/** A published model that was never trained, with a card as if it had been imported. */
public final class ImportedModel {

    public static final ImageSize SIZE = new ImageSize(16, 12);

    private static final Preprocessing PREPROCESSING =
            new Preprocessing(Decode.FULL, Resize.shortestEdge(20), Filter.BILINEAR, true, SIZE);

    private ImportedModel() {}

    public static ModelDirectory publish(Path models, String name, List<String> classes) throws Exception {
        ModelCard card = new ModelCard(
                ModelCard.SCHEMA,
                name,
                "20260102.030405",
                null,
                classes,
                SIZE,
                PREPROCESSING,
                null,
                OnnxGraph.OPSET,
                "0".repeat(64),
                1,
                TestCards.IMPORTED,
                null);
        try (ModelPublication publication = ModelPublication.stage(models, name)) {
            return publication.publish(TinyNetwork.graph(SIZE, 3, classes.size()), new CardDraft(card));
        }
    }
}
