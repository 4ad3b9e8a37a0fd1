package io.pawstream.onnx.imports;

import ai.onnx.proto.OnnxMl.ModelProto;
import ai.onnx.proto.OnnxMl.TensorProto.DataType;
import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.model.Origin;
import io.pawstream.model.Preprocessing.Resize;
import io.pawstream.onnx.publish.CardDraft;
import io.pawstream.onnx.publish.ModelPublication;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Consumer;
import org.jspecify.annotations.Nullable;

/**
 * Imports a classifier from another tool: reads its files, rewrites its graph, compares both on images and publishes the
 * result.
 *
 * <pre>{@code
 * ModelDirectory model = new ModelImport(request, Clock.systemUTC(), System.out::println, System.err::println).publish(Path.of("models"));
 * }</pre>
 */
public final class ModelImport {

    private static final DateTimeFormatter VERSION = DateTimeFormatter.ofPattern("yyyyMMdd.HHmmss");

    private final Request request;
    private final Clock clock;
    private final Consumer<String> log;
    private final Consumer<String> warnings;

    /**
     * What to import.
     *
     * @param path an ONNX file, or a directory that contains one
     * @param name name of the model
     * @param flags what the user states about the network; has precedence over files beside it
     * @param classes file with the names of the classes; absent if files beside the network state them
     * @param preset how images are prepared where {@code flags} do not state it; absent for none
     * @param command the command line, to which messages add missing options
     */
    public record Request(
            Path path,
            String name,
            Hints flags,
            @Nullable Path classes,
            @Nullable Preset preset,
            String command) {}

    /** A network that gave the same probabilities as the foreign one. */
    private record Rewritten(ModelProto model, @Nullable Integer maxBatch) {}

    /**
     * Creates an import.
     *
     * @param request what to import
     * @param clock source of the version
     * @param log receives log lines
     * @param warnings receives warnings
     */
    public ModelImport(Request request, Clock clock, Consumer<String> log, Consumer<String> warnings) {
        this.request = request;
        this.clock = clock;
        this.log = log;
        this.warnings = warnings;
    }

    /**
     * Imports the model.
     *
     * @param repository directory of the model repository; an existing model of the name is replaced
     * @return the published model
     * @throws ModelException if the model cannot be imported, or something about it is not known; the message says what
     *     to do, and nothing is published
     * @throws IOException if a file cannot be read or written; nothing is published
     */
    public ModelDirectory publish(Path repository) throws ModelException, IOException {
        ForeignFiles files = ForeignFiles.find(request.path);
        ForeignNetwork network = ForeignNetwork.read(files.onnx());
        network.requireClassifier();
        Hints hints = hints(files, network);
        ImageSize size = hints.layout() == null ? null : network.input().size(hints.layout());
        Settings settings = Settings.of(hints, size, request.command);
        requirePixels(network, settings);
        try (ModelPublication publication = ModelPublication.stage(repository, request.name)) {
            NetworkTrial trial = new NetworkTrial(network, settings, publication.scratchFile());
            ForeignOutput output = trial.output();
            Activation activation = output.activation(network, hints.activation(), request.command);
            Rewritten rewritten = rewrite(network, trial, output, activation, settings);
            Map<String, String> options = settings.options(hints, activation, request.classes);
            options.forEach((option, value) -> log.accept(String.format("  %-11s %s", option, value)));
            return publication.publish(rewritten.model, draft(network, settings, rewritten, options));
        }
    }

    private Hints hints(ForeignFiles files, ForeignNetwork network) throws ModelException, IOException {
        Hints stated = request.flags;
        if (request.classes != null) {
            stated = stated.withClasses(LabelFile.read(request.classes));
        }
        Hints beside = files.hints(network);
        Layout seen = network.input().layout(network.graph());
        Layout layout = stated.layout() == null ? seen : stated.layout();
        ImageSize size = layout == null ? null : network.input().size(layout);
        if (size == null) {
            size = stated.or(beside).crop();
            Resize resize = stated.or(beside).resize();
            if (size == null && resize != null && resize.width() != null && resize.height() != null) {
                size = new ImageSize(resize.width(), resize.height());
            }
        }
        Hints preset = request.preset == null ? Hints.NONE : request.preset.hints(size);
        Hints hints = stated.or(preset).or(beside);
        if (seen != null && stated.layout() != null && seen != stated.layout()) {
            throw new ModelException("--layout is " + stated.layout() + ", but the network takes images in " + seen
                    + ": " + ForeignInput.text(network.input().axes()));
        }
        if (network.input().type() == DataType.UINT8) {
            hints = hints.or(Hints.NONE.withScale(1, List.of(0.0), List.of(1.0)));
        }
        return hints.or(Hints.NONE.withLayout(layout));
    }

    private static void requirePixels(ForeignNetwork network, Settings settings) throws ModelException {
        boolean unchanged = settings.scale().stream().allMatch(factor -> factor == 1)
                && settings.offset().stream().allMatch(summand -> summand == 0);
        if (network.input().type() == DataType.UINT8 && !unchanged) {
            throw new ModelException(network.file()
                    + " takes uint8 pixels, which cannot be scaled; use --rescale 1 --mean 0" + " --std 1");
        }
    }

    private Rewritten rewrite(
            ForeignNetwork network, NetworkTrial trial, ForeignOutput output, Activation activation, Settings settings)
            throws ModelException, IOException {
        if (network.input().batch() == 0) {
            ModelProto model =
                    GraphRewrite.rewrite(network.model(), network.input(), output, activation, settings, true);
            if (trial.difference(model, output, activation, 1, TestImages.COUNT).isEmpty()) {
                return new Rewritten(model, null);
            }
        }
        ModelProto free =
                GraphRewrite.rewrite(trial.withFreeBatch(), network.input(), output, activation, settings, true);
        Optional<String> difference = trial.difference(free, output, activation, 1, TestImages.COUNT);
        if (difference.isEmpty()) {
            return new Rewritten(free, null);
        }
        ModelProto single = GraphRewrite.rewrite(network.model(), network.input(), output, activation, settings, false);
        Optional<String> stillDifferent = trial.difference(single, output, activation, 1);
        if (stillDifferent.isPresent()) {
            throw new ModelException("the rewritten network does not agree with " + network.file() + ": "
                    + stillDifferent.get()
                    + (network.input().batch() > 1
                            ? "; export the model with a dynamic batch size"
                            : "; export the model again, with another operator set"));
        }
        warnings.accept("the batch size 1 cannot be removed from the network, so it classifies one image at a time ("
                + difference.get() + "); to make it faster, export it with a dynamic batch size");
        return new Rewritten(single, 1);
    }

    private CardDraft draft(ForeignNetwork network, Settings settings, Rewritten rewritten, Map<String, String> options)
            throws ModelException, IOException {
        String file = String.valueOf(network.file().getFileName());
        return CardDraft.imported(
                new CardDraft.Network(
                        request.name,
                        VERSION.format(clock.instant().atOffset(ZoneOffset.UTC)),
                        "Imported from " + file,
                        settings.classes(),
                        settings.preprocessing(),
                        network.parameters()),
                new Origin.Import(file, ModelDirectory.sha256(network.file()), options),
                network.opset(),
                rewritten.maxBatch);
    }
}
