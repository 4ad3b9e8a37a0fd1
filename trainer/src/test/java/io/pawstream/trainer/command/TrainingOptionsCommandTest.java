package io.pawstream.trainer.command;

import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.ModelRepository;
import io.pawstream.model.Training;
import io.pawstream.onnx.TestTrainingOptions;
import io.pawstream.onnx.dataset.FileFilter;
import io.pawstream.onnx.graph.WeightStorage;
import io.pawstream.onnx.publish.TrainingOptions;
import java.nio.file.Path;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import picocli.CommandLine.ParseResult;

/** The command on a model card is one that this module's {@code train} accepts. */
class TrainingOptionsCommandTest {

    private static final Pattern WORD = Pattern.compile("'([^']*)'|\\S+");
    private static final ModelRepository SHIPPED =
            new ModelRepository(Path.of(System.getProperty("pawstream.home", ".."), "models"));
    private static final TrainingOptions ALL =
            TestTrainingOptions.of("my photos.zip", FileFilter.DECODABLE, "mine.h5", WeightStorage.FLOAT);

    private static final List<String> NOT_OPTIONS = List.of(
            "drawn-seed",
            "small-epochs",
            "weight-decay",
            "teacher-version",
            "teacher-sha256",
            "base-weights-sha256",
            "exported-epoch");

    static Stream<String> shipped() throws ModelException {
        return SHIPPED.names().stream();
    }

    private static ParseResult parse(TrainingOptions options) {
        List<String> words = new ArrayList<>();
        for (Matcher word = WORD.matcher(options.command()); word.find(); ) {
            words.add(word.group(1) == null ? word.group() : word.group(1));
        }
        assertThat(words.subList(0, 2)).containsExactly("./pawstream", "train");
        return TrainerCommand.commandLine(Clock.systemUTC())
                .parseArgs(words.subList(1, words.size()).toArray(String[]::new))
                .subcommand();
    }

    @Test
    void trainAcceptsEveryOptionOfACard() {
        ParseResult train = parse(ALL);
        Map<String, String> recorded = ALL.toMap();
        recorded.keySet().removeAll(NOT_OPTIONS);
        recorded.forEach((option, value) -> {
            Object parsed = train.matchedOptionValue("--" + option, null);
            Object text = parsed instanceof List<?> sources
                    ? sources.stream().map(Object::toString).collect(Collectors.joining("\n"))
                    : parsed;
            assertThat(text).as(option).hasToString(value);
        });
        assertThat(Set.copyOf(train.matchedOptions())).hasSameSizeAs(recorded.keySet());
    }

    @ParameterizedTest
    @MethodSource("shipped")
    void shippedCardsAreReadAndWrittenWithoutLoss(String name) throws ModelException {
        ModelCard card = SHIPPED.find(name).card();
        TrainingOptions options = TrainingOptions.of(card);
        assertThat(options.toMap()).containsExactlyEntriesOf(card.training().options());
        Training written =
                options.training(card.training().splits(), card.training().history());
        assertThat(written).isEqualTo(card.training());
        ParseResult train = parse(options);
        String network = train.matchedOptionValue("--model", "");
        assertThat(train.matchedOptionValue("--name", network)).isEqualTo(name.replace("-8bit", ""));
    }

    @Test
    void thereAreShippedCards() throws ModelException {
        assertThat(shipped()).contains("model1", "model3", "model5-8bit");
    }
}
