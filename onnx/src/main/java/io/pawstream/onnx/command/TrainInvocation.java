package io.pawstream.onnx.command;

import io.pawstream.model.ModelCard;
import io.pawstream.onnx.download.PublishedArchive;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Collectors;

/** The command that trains a model again, from what its card says. */
public final class TrainInvocation {

    private static final Pattern PLAIN = Pattern.compile("[\\w./:+-]+");

    private static final String PUBLISHED_WEIGHTS = "weights_mobilenet_v3_large_.*_no_top_v2\\.h5";
    private static final Set<String> OPTIONS = Set.of(
            "model",
            "name",
            "data",
            "keep",
            "train-size",
            "validation-size",
            "test-size",
            "drawn-share",
            "batch-size",
            "select",
            "weights",
            "seed",
            "epochs",
            "learning-rate",
            "schedule",
            "fine-tune",
            "fine-tune-epochs",
            "fine-tune-rate",
            "fine-tune-blocks",
            "base-weights",
            "variant",
            "pooling",
            "teacher");

    private TrainInvocation() {}

    /**
     * The command line; of what the card says, that which is an option.
     */
    static String of(ModelCard card) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("model", card.name());
        options.put("seed", Long.toString(card.training().seed()));
        options.putAll(card.training().options());
        // A card has the name of a file; what was downloaded is found without it.
        options.replace("data", PublishedArchive.NAME, SourceOption.PUBLISHED);
        options.computeIfPresent("base-weights", (option, file) -> file.matches(PUBLISHED_WEIGHTS) ? null : file);
        return options.entrySet().stream()
                .filter(option -> OPTIONS.contains(option.getKey()))
                .map(option -> " --" + option.getKey() + value(option))
                .collect(Collectors.joining("", "./pawstream train", ""));
    }

    private static String value(Map.Entry<String, String> option) {
        boolean flag = option.getKey().equals("fine-tune");
        return flag ? "" : " " + quoted(option.getValue());
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
