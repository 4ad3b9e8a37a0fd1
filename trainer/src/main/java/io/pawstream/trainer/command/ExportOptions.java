package io.pawstream.trainer.command;

import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.EpochSelection;
import io.pawstream.onnx.publish.TrainingOptions;
import picocli.CommandLine.Option;

/** Options of the export of a trained network. They may change when a training is resumed. */
final class ExportOptions {

    @Option(
            names = "--select",
            paramLabel = "best|last",
            description = "Epoch to export: the best on the validation split, or the last (default: ${DEFAULT-VALUE}).")
    private EpochSelection select = EpochSelection.BEST;

    @Option(
            names = "--calibrate",
            description =
                    "Divide the logits by the temperature with the lowest cross-entropy on the validation split, so that"
                            + " probabilities match the accuracy.")
    private boolean calibrates;

    @Option(
            names = "--weights",
            paramLabel = "float|int8",
            description =
                    "Storage of large kernels; the network always computes in floats (default: ${DEFAULT-VALUE}).")
    private WeightStorage weights = WeightStorage.INT8;

    /** {@return whether the best epoch is exported, not the last} */
    boolean selectsBest() {
        return select == EpochSelection.BEST;
    }

    /** {@return whether the logits are calibrated} */
    boolean calibrates() {
        return calibrates;
    }

    /** {@return how large kernels are stored} */
    WeightStorage weights() {
        return weights;
    }

    /** {@return the options for the card} */
    TrainingOptions.Export recorded() {
        return new TrainingOptions.Export(select, weights, calibrates, null);
    }
}
