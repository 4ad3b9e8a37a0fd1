package io.pawstream.trainer.command;

import io.pawstream.contract.model.ModelCard;
import io.pawstream.trainer.download.PublishedArchive;
import io.pawstream.trainer.mobilenet.Variant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import picocli.CommandLine.Model.CommandSpec;

/** The command that trains a model again, from what its card says. */
final class TrainInvocation {

    private static final Pattern PLAIN = Pattern.compile("[\\w./:+-]+");

    private TrainInvocation() {}

    /**
     * The command line; of what the card says, that which is an option.
     *
     * @param train the command {@code train}
     */
    static String of(CommandSpec train, ModelCard card) {
        Map<String, String> options = new LinkedHashMap<>();
        options.put("model", card.name());
        options.put("seed", Long.toString(card.training().seed()));
        options.putAll(card.training().options());
        // A card has the name of a file; what was downloaded is found without it.
        options.replace("data", PublishedArchive.NAME, SourceOption.PUBLISHED);
        for (Variant variant : Variant.values()) {
            options.remove("base-weights", variant.fileName());
        }
        return options.entrySet().stream()
                .filter(option -> train.optionsMap().containsKey("--" + option.getKey()))
                .map(option -> " --" + option.getKey() + value(train, option))
                .collect(Collectors.joining("", "./pawstream train", ""));
    }

    private static String value(CommandSpec train, Map.Entry<String, String> option) {
        boolean flag = train.findOption(option.getKey()).arity().max() == 0;
        return flag ? "" : " " + quoted(option.getValue());
    }

    private static String quoted(String value) {
        return PLAIN.matcher(value).matches() ? value : "'" + value.replace("'", "'\\''") + "'";
    }
}
