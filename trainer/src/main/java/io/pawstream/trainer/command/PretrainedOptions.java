package io.pawstream.trainer.command;

import io.pawstream.cli.CountProgress;
import io.pawstream.cli.Terminal;
import io.pawstream.model.ModelDirectory;
import io.pawstream.onnx.download.Download;
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
import java.util.LinkedHashMap;
import java.util.Map;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options of the pretrained network under model4. */
final class PretrainedOptions {

    @Spec(Spec.Target.MIXEE)
    private CommandSpec spec;

    @Option(
            names = "--base-weights",
            paramLabel = "FILE",
            description = "model4: ImageNet weights of MobileNetV3Large as Keras publishes them, HDF5, without top"
                    + " (default: downloaded once, to ~/.cache/pawstream)")
    private Path baseWeights;

    @Option(
            names = "--base-weights-url",
            paramLabel = "URL",
            description = "model4: folder to download from (default: where Keras publishes them)")
    private URI baseWeightsUrl = WeightsDownload.PUBLISHED;

    @Option(
            names = "--variant",
            paramLabel = "full|minimalistic",
            description = "model4: variant to download (default: full); a file's own is recognised")
    private Variant variant;

    @Option(
            names = "--pooling",
            paramLabel = "max|average",
            description = "model4: what each channel is reduced to (default: ${DEFAULT-VALUE})")
    private Pooling pooling = Pooling.MAX;

    /** The table of model4 with its weights, and what the card says of them. */
    record Model4(Network network, Map<String, String> card) {}

    /**
     * Reads the weights, after a download if need be.
     *
     * @param tunedBlocks how many blocks at the end may be tuned; 0 for none
     * @throws IOException if they cannot be had or are of another network
     */
    Model4 model4(int tunedBlocks, PrintWriter out) throws IOException {
        Path file = baseWeights == null ? download(out) : baseWeights;
        Variant found = KerasWeightsFile.variant(file);
        if (variant != null && variant != found) {
            throw new ParameterException(
                    spec.commandLine(),
                    "--variant is " + variant + ", but " + file + " holds the " + found + " one; leave --variant out");
        }
        Map<String, String> card = new LinkedHashMap<>();
        card.put("base-weights", file.getFileName().toString());
        card.put("base-weights-sha256", ModelDirectory.sha256(file));
        card.put("variant", found.toString());
        card.put("pooling", pooling.toString());
        MobileNetV3Large base = KerasWeightsFile.load(file);
        if (tunedBlocks == 0) {
            return new Model4(Networks.model4(base, pooling), card);
        }
        card.put("fine-tune-blocks", Integer.toString(tunedBlocks));
        return new Model4(Networks.model4(base.bottom(tunedBlocks), base.top(tunedBlocks), pooling), card);
    }

    private Path download(PrintWriter out) throws IOException {
        Variant wanted = variant == null ? Variant.FULL : variant;
        URI folder = URI.create(baseWeightsUrl.toString().replaceFirst("/*$", "/"));
        try (CountProgress progress = new CountProgress(
                out, Terminal.isThere(), "downloading " + wanted.fileName(), CountProgress.Unit.MEGABYTES)) {
            return new WeightsDownload(folder, Download.defaultCache(), progress::reached).get(wanted);
        }
    }
}
