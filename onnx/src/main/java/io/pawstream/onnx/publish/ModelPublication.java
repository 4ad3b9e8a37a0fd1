package io.pawstream.onnx.publish;

import ai.onnx.proto.OnnxMl.ModelProto;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelDirectory;
import io.pawstream.model.ModelException;
import io.pawstream.onnx.evaluation.Score;
import io.pawstream.onnx.graph.OnnxFile;
import io.pawstream.onnx.graph.OnnxGraph;
import io.pawstream.vision.inference.OnnxModel;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.Map;

/**
 * Publishes one model to a repository. The model is staged in a hidden directory, verified there and then renamed:
 * readers find the old model, the new model or, for an instant, no model, but never a partial one.
 *
 * <pre>{@code
 * try (ModelPublication publication = ModelPublication.stage(Path.of("models"), "model3")) {
 *     Path candidate = publication.writeCandidate(graph);
 *     // Score the candidate and create the card.
 *     ModelDirectory published = publication.publish(graph, draft);
 * }
 * }</pre>
 */
public final class ModelPublication implements AutoCloseable {

    /** Directory of intermediate files within the staging directory. */
    private static final String SCRATCH = "scratch";

    private final String name;
    private final StagingDirectory staging;

    private ModelPublication(String name, StagingDirectory staging) {
        this.name = name;
        this.staging = staging;
    }

    /**
     * Creates an empty staging directory in the repository, and deletes those that killed publications of the name left
     * there more than a day ago. Several publications of a name may run at a time; the model of the last one remains.
     *
     * @param repository directory of the repository, created if missing
     * @param name name of the model
     * @return the publication, to be closed after use
     * @throws IOException if the directory cannot be created
     */
    public static ModelPublication stage(Path repository, String name) throws IOException {
        return new ModelPublication(name, StagingDirectory.create(repository, name));
    }

    /**
     * Writes a graph without metadata, to be checked before it is published.
     *
     * @param graph the graph
     * @return the staged file; the next write replaces it
     * @throws IOException if the file cannot be written
     */
    public Path writeCandidate(OnnxGraph graph) throws IOException {
        return write(OnnxFile.model(graph.build(), Map.of()));
    }

    /**
     * Returns a file for intermediate networks. It is deleted before the model is published, or with the publication.
     *
     * @return a file that does not exist yet, in a directory that exists
     * @throws IOException if the directory cannot be created
     */
    public Path scratchFile() throws IOException {
        return Files.createDirectories(staging.path().resolve(SCRATCH)).resolve(ModelDirectory.ONNX_FILE);
    }

    private Path write(ModelProto model) throws IOException {
        Path onnx = staging.path().resolve(ModelDirectory.ONNX_FILE);
        OnnxFile.write(onnx, model);
        return onnx;
    }

    /**
     * Publishes a graph as {@link #publish(ModelProto, CardDraft)} does.
     *
     * @param graph the graph
     * @param draft the card without a hash
     * @return the published model
     * @throws ModelException if the written files are not a valid model; the existing model remains
     * @throws IOException if a file cannot be written; the existing model remains
     */
    public ModelDirectory publish(OnnxGraph graph, CardDraft draft) throws ModelException, IOException {
        return publish(OnnxFile.model(graph.build(), Map.of()), draft);
    }

    /**
     * Writes the ONNX file with the card as its metadata, hashes it, writes the card, verifies both by reading them,
     * and renames the staging directory to the name of the model. An existing model of the name is replaced.
     *
     * @param model the network; its own metadata is replaced
     * @param draft the card without a hash
     * @return the published model
     * @throws ModelException if the written files are not a valid model; the existing model remains
     * @throws IOException if a file cannot be written; the existing model remains
     */
    public ModelDirectory publish(ModelProto model, CardDraft draft) throws ModelException, IOException {
        ModelCard card = draft.card();
        if (!card.name().equals(name)) {
            throw new IllegalArgumentException("card has name \"" + card.name() + "\"; expected \"" + name + "\"");
        }
        StagingDirectory.delete(staging.path().resolve(SCRATCH));
        // The score is part of the file that it belongs to, so the candidate is written again with its metadata.
        Path onnx = write(OnnxFile.withMetadata(model, CardMetadata.of(card)));
        ModelDirectory.writeCard(staging.path(), draft.hashed(ModelDirectory.sha256(onnx)));
        ModelDirectory written = ModelDirectory.read(staging.path());
        OnnxModel.load(written.onnx(), card.input(), card.classes().size()).close();
        // The published directory is not read again, because another publication may replace it at any time.
        return new ModelDirectory(staging.rename(), written.card());
    }

    /**
     * Replaces the test score on the card of a published model. The card is replaced in one step, because a service may
     * read it at any time.
     *
     * @param model the model
     * @param test the score on the test split
     * @throws IOException if the card cannot be written
     */
    public static void updateScore(ModelDirectory model, Score test) throws IOException {
        Path aside = Files.createTempDirectory(model.folder(), ".card");
        try {
            ModelDirectory.writeCard(aside, model.card().withTest(test.evaluation()));
            Files.move(
                    aside.resolve(ModelDirectory.CARD_FILE),
                    model.folder().resolve(ModelDirectory.CARD_FILE),
                    StandardCopyOption.ATOMIC_MOVE);
        } finally {
            StagingDirectory.delete(aside);
        }
    }

    /** Deletes the staging directory, if the model was not published. */
    @Override
    public void close() throws IOException {
        staging.close();
    }
}
