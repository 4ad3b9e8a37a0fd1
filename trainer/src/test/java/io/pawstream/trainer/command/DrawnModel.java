package io.pawstream.trainer.command;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelCard.Epoch;
import io.pawstream.model.ModelDirectory;
import io.pawstream.onnx.dataset.Keep;
import io.pawstream.onnx.dataset.PhotoLoader;
import io.pawstream.onnx.dataset.PixelStore;
import io.pawstream.onnx.dataset.SplitSizes;
import io.pawstream.onnx.dataset.Splits;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.sources.DrawnSource;
import io.pawstream.trainer.network.Activation;
import io.pawstream.trainer.network.Dense;
import io.pawstream.trainer.network.Flatten;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.network.Rescaling;
import io.pawstream.trainer.network.TrainableNetwork;
import io.pawstream.trainer.publish.ModelExport;
import io.pawstream.vision.image.ImageSize;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;

/** A published model that was never trained, with a card as if it had been, on drawn images. */
final class DrawnModel {

    static final String DESCRIPTION = "One layer & <b>nothing</b> else";
    private static final ImageSize SIZE = new ImageSize(48, 48);
    private static final long SEED = 9;
    private static final Clock CLOCK = Clock.fixed(Instant.EPOCH, ZoneOffset.UTC);

    private DrawnModel() {}

    static ModelDirectory publish(Path models, String name) throws Exception {
        SplitSizes sizes = new SplitSizes(40, 20, 40);
        try (PixelStore store = new PixelStore(SIZE);
                DrawnSource source = new DrawnSource(SEED);
                TrainableNetwork network = new TrainableNetwork(network(name), SIZE, SEED)) {
            Splits splits = Splits.of(
                    new PhotoLoader(store, 2, done -> {})
                            .load(source, sizes.total(), Keep.DECODABLE)
                            .samples(),
                    sizes,
                    SEED);
            return new ModelExport(store, 2, CLOCK, line -> {})
                    .publish(models, network, WeightStorage.FLOAT, training(splits), splits.test());
        }
    }

    private static Network network(String name) {
        return new Network(
                name,
                DESCRIPTION,
                List.of(new Rescaling(1 / 255f, 0), new Flatten(), new Dense(1, Activation.SIGMOID)));
    }

    private static ModelCard.Training training(Splits splits) {
        return new ModelCard.Training(
                SEED,
                Map.of(
                        "data", "drawn",
                        "keep", "decodable",
                        "train-size", "40",
                        "validation-size", "20",
                        "test-size", "40",
                        "exported-epoch", "2"),
                Map.of(
                        "train", Splits.describe(splits.train()),
                        "validation", Splits.describe(splits.validation()),
                        "test", Splits.describe(splits.test())),
                List.of(
                        new Epoch(1, 9.5, 0.5, 0.69, 0.55, 2),
                        new Epoch(2, 0.6, 0.7, 0.62, 0.65, 1),
                        new Epoch(3, 0.5, 0.8, 0.6, 0.6, 1)));
    }
}
