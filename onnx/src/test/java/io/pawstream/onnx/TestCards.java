package io.pawstream.onnx;

import io.pawstream.model.Evaluation;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.Origin;
import io.pawstream.model.Preprocessing;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Cards made up without a model. */
public final class TestCards {

    /** The origin of a model from elsewhere. */
    public static final Origin IMPORTED = Origin.of(new Origin.Import("foreign.onnx", "f".repeat(64), Map.of()));

    private TestCards() {}

    /** Returns the card of a model of cats and dogs. */
    public static ModelCard of(
            String name, @Nullable String description, ImageSize size, Origin origin, @Nullable Evaluation test) {
        return new ModelCard(
                ModelCard.SCHEMA,
                name,
                "20260102.030405",
                description,
                List.of("cat", "dog"),
                size,
                Preprocessing.stretched(size),
                null,
                17,
                "0".repeat(64),
                1_234_567,
                origin,
                test);
    }
}
