package io.pawstream.producer;

import io.pawstream.contract.event.TopicNames;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Spec;

/** Options for the names of all topics. */
final class TopicNameOptions {

    @Option(names = "--images-topic", paramLabel = "NAME", description = "Topic of image events (default: images).")
    private String images = TopicNames.DEFAULT.images();

    @Option(
            names = "--predictions-topic",
            paramLabel = "NAME",
            description = "Topic of predictions (default: predictions).")
    private String predictions = TopicNames.DEFAULT.predictions();

    @Option(
            names = "--rejected-topic",
            paramLabel = "NAME",
            description = "Topic of rejected images (default: images.rejected).")
    private String rejected = TopicNames.DEFAULT.rejected();

    @Option(
            names = "--model-selection-topic",
            paramLabel = "NAME",
            description = "Topic of the model selection (default: model-selection).")
    private String modelSelection = TopicNames.DEFAULT.modelSelection();

    @Option(
            names = "--shadow-topic",
            paramLabel = "NAME",
            description = "Topic of shadow predictions (default: predictions.shadow).")
    private String shadow = TopicNames.DEFAULT.shadow();

    @Option(
            names = "--instances-topic",
            paramLabel = "NAME",
            description = "Topic of instance status (default: instances).")
    private String instances = TopicNames.DEFAULT.instances();

    @Spec(Spec.Target.MIXEE)
    private CommandSpec command;

    TopicNames names() {
        try {
            return new TopicNames(images, predictions, rejected, modelSelection, shadow, instances);
        } catch (IllegalArgumentException e) {
            throw new ParameterException(command.commandLine(), e.getMessage(), e);
        }
    }
}
