package io.pawstream.onnx.publish;

import io.pawstream.onnx.download.PublishedArchive;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Renders the command that repeats a training.
 *
 * @param training the options of the training
 */
record TrainingCommand(TrainingOptions training) {

    private static final String PUBLISHED_WEIGHTS = "weights_mobilenet_v3_large_.*_no_top_v2\\.h5";

    /** Keys of the card that are results or follow from other options, so the command has no such options. */
    private static final Set<String> RECORDED_ONLY = Set.of(
            "drawn-seed",
            "small-epochs",
            "weight-decay",
            "teacher-version",
            "teacher-sha256",
            "base-weights-sha256",
            "exported-epoch");

    /** {@return the command, for a POSIX shell} */
    String text() {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("model", training.model().network());
        options.put("seed", Long.toString(training.model().seed()));
        options.putAll(training.toMap());
        options.keySet().removeAll(RECORDED_ONLY);
        // The card has names of files; downloaded files are found without them.
        options.replace("data", PublishedArchive.NAME, PublishedArchive.WORD);
        TrainingOptions.BaseWeights weights = training.model().baseWeights();
        if (weights != null && weights.file().matches(PUBLISHED_WEIGHTS)) {
            options.remove("base-weights");
        }
        return options.entrySet().stream()
                .map(option -> rendered(option.getKey(), option.getValue()))
                .collect(Collectors.joining("", "./pawstream train", ""));
    }

    private static String rendered(String name, String value) {
        return switch (name) {
            case "fine-tune", TrainingOptions.CALIBRATE -> " --" + name;
            case TrainingOptions.MORE_DATA ->
                value.lines()
                        .map(source -> " --" + name + " " + ShellWord.of(source))
                        .collect(Collectors.joining());
            default -> " --" + name + " " + ShellWord.of(value);
        };
    }
}
