package io.pawstream.onnx.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.model.ImageSize;
import io.pawstream.model.ModelCard;
import io.pawstream.model.ModelException;
import io.pawstream.model.Origin;
import io.pawstream.model.Training;
import io.pawstream.onnx.TestCards;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class CardOptionsTest {

    private CardOptions options;

    private static ModelCard card(Origin origin) {
        return TestCards.of("m", null, new ImageSize(8, 8), origin, null);
    }

    @BeforeEach
    void read() throws ModelException {
        Map<String, String> values = Map.of("epochs", "20", "rate", "4.0E-4", "select", "last", "data", "");
        options = new CardOptions(card(Origin.of(new Training(42, values, Map.of(), List.of()))));
    }

    @Test
    void valuesAreTyped() throws ModelException {
        assertThat(options.seed()).isEqualTo(42);
        assertThat(options.text("epochs")).isEqualTo("20");
        Integer epochs = options.number("epochs", Integer::valueOf);
        assertThat(epochs).isEqualTo(20);
        Float rate = options.number("rate", Float::valueOf);
        assertThat(rate).isEqualTo(4e-4f);
        assertThat(options.word("select", EpochSelection.values())).isEqualTo(EpochSelection.LAST);
        assertThat(options.text("data")).as("an empty value is a value").isEmpty();
    }

    @Test
    void missingOptionsAreAbsentOrHaveADefault() throws ModelException {
        assertThat(options.find("teacher")).isNull();
        assertThat(options.find("select")).isEqualTo("last");
        assertThat(options.text("teacher", "none")).isEqualTo("none");
        assertThat(options.text("select", "none")).isEqualTo("last");
        assertThat(options.number("small-epochs", Integer::valueOf, 3)).isEqualTo(3);
        assertThat(options.number("epochs", Integer::valueOf, 3)).isEqualTo(20);
    }

    @Test
    void missingRequiredOptionsAreNamed() {
        String message = "the card of m has no training option \"teacher\"";
        assertThatThrownBy(() -> options.text("teacher"))
                .isInstanceOf(ModelException.class)
                .hasMessage(message);
        assertThatThrownBy(() -> options.number("teacher", Integer::valueOf)).hasMessage(message);
        assertThatThrownBy(() -> options.word("teacher", EpochSelection.values()))
                .hasMessage(message);
    }

    @Test
    void invalidValuesAreNamedWithWhatIsAllowed() {
        assertThatThrownBy(() -> options.number("rate", Integer::valueOf))
                .isInstanceOf(ModelException.class)
                .hasMessage("the card of m has training option rate \"4.0E-4\"; it must be a number");
        assertThatThrownBy(() -> options.number("data", Integer::valueOf, 7))
                .as("a default does not hide an invalid value")
                .hasMessageContaining("it must be a number");
        assertThatThrownBy(() -> options.word("epochs", EpochSelection.values()))
                .hasMessage("the card of m has training option epochs \"20\"; allowed: [best, last]");
    }

    @Test
    void aCardWithoutATrainingHasNoOptions() {
        assertThatThrownBy(() -> new CardOptions(card(TestCards.IMPORTED)))
                .isInstanceOf(ModelException.class)
                .hasMessage("the card of m has no training options");
    }
}
