package io.pawstream.trainer.command;

import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.model.ModelDirectory;
import io.pawstream.onnx.download.Download;
import io.pawstream.onnx.publish.TrainingOptions;
import io.pawstream.trainer.mobilenet.KerasWeightsFile;
import io.pawstream.trainer.mobilenet.MobileNetV3Large;
import io.pawstream.trainer.mobilenet.Variant;
import io.pawstream.trainer.mobilenet.WeightsDownload;
import io.pawstream.trainer.network.Network;
import io.pawstream.trainer.network.Networks;
import io.pawstream.trainer.network.Pooling;
import java.io.IOException;
import java.io.PrintWriter;
import java.net.URI;
import java.nio.file.Path;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the pretrained network of model4. */
final class PretrainedOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--base-weights",
            paramLabel = "FILE",
            description = "For model4: ImageNet weights of MobileNetV3Large, an HDF5 file of Keras without its top"
                    + " (default: downloaded once to ~/.cache/pawstream).")
    private @Nullable Path baseWeights;

    @Option(
            names = "--base-weights-url",
            paramLabel = "URL",
            description = "For model4: URL of the directory with the weights (default: the server of Keras).")
    private URI baseWeightsUrl = WeightsDownload.PUBLISHED;

    @Option(
            names = "--variant",
            paramLabel = "full|minimalistic",
            description = "For model4: variant to download; the variant of a file is detected (default: full).")
    private @Nullable Variant variant;

    @Option(
            names = "--pooling",
            paramLabel = "max|average",
            description = "For model4: how each channel is reduced to one value (default: ${DEFAULT-VALUE}).")
    private Pooling pooling = Pooling.MAX;

    /**
     * The pretrained network.
     *
     * @param base the network with its weights
     * @param weights the weights for the model card
     * @param pooling how each channel is reduced
     */
    record Base(MobileNetV3Large base, TrainingOptions.BaseWeights weights, Pooling pooling) {

        /**
         * Returns model 4.
         *
         * @param tunedBlocks number of blocks at the end that are fine-tuned, 0 to {@link MobileNetV3Large#LARGEST_TOP}
         */
        Network model4(int tunedBlocks) {
            return tunedBlocks == 0
                    ? Networks.model4(base, pooling)
                    : Networks.model4(base.bottom(tunedBlocks), base.top(tunedBlocks), pooling);
        }
    }

    /**
     * Reads the pretrained network; downloads its weights if they are not cached.
     *
     * @param out receives progress lines
     * @return the network
     * @throws IOException if the weights cannot be downloaded or read, or belong to another network
     */
    Base base(PrintWriter out) throws IOException {
        Path file = baseWeights == null ? download(out) : baseWeights;
        Variant found = KerasWeightsFile.variant(file);
        if (variant != null && variant != found) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--variant is " + variant + ", but " + file + " has variant " + found + "; omit --variant");
        }
        TrainingOptions.BaseWeights weights = new TrainingOptions.BaseWeights(
                String.valueOf(file.getFileName()), ModelDirectory.sha256(file), found.toString(), pooling.toString());
        return new Base(KerasWeightsFile.load(file), weights, pooling);
    }

    private Path download(PrintWriter out) throws IOException {
        Variant selected = variant == null ? Variant.FULL : variant;
        URI directory = URI.create(baseWeightsUrl.toString().replaceFirst("/*$", "/"));
        try (CountProgress progress = new CountProgress(
                out, Terminal.isInteractive(), "downloading " + selected.fileName(), CountProgress.Unit.MEGABYTES)) {
            return new WeightsDownload(directory, Download.defaultCache(), progress::reached).get(selected);
        }
    }
}
