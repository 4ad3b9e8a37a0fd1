package io.pawstream.trainer.network;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import ai.djl.nn.Block;
import io.pawstream.onnx.graph.OnnxGraph;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class NetworksTest {

    /** A base that is never computed. */
    private static final class Base implements PretrainedBase {

        @Override
        public Block block() {
            throw new UnsupportedOperationException();
        }

        @Override
        public String export(OnnxGraph graph, String input, List<Weights> weights) {
            throw new UnsupportedOperationException();
        }
    }

    private static Network network(String name) {
        return Networks.fromScratch(name);
    }

    @ParameterizedTest
    @ValueSource(strings = {"model1", "model2", "model3", "model5"})
    void eachNetworkHasItsNameAndEndsWithAProbability(String name) {
        Network network = network(name);
        assertThat(network.name()).isEqualTo(name);
        assertThat(network.description()).isNotBlank();
        assertThat(network.layers()).endsWith(new Dense(1, Activation.SIGMOID));
        assertThat(network.operations().size() + network.augmentations().size())
                .isEqualTo(network.layers().size());
    }

    @ParameterizedTest
    @ValueSource(ints = {3, 1000})
    void moreThanTwoClassesHaveASoftmax(int classes) {
        Network network = network("model5").classifying(classes);
        assertThat(network.classes()).isEqualTo(classes);
        assertThat(network.layers()).endsWith(new Dense(classes, Activation.SOFTMAX));
        assertThat(network.named("other").classes()).isEqualTo(classes);
    }

    @Test
    void twoClassesKeepTheSigmoid() {
        assertThat(network("model5").classes()).isEqualTo(2);
        assertThat(network("model5").classifying(2)).isEqualTo(network("model5"));
        assertThat(network("model5").classifying(3).classifying(2)).isEqualTo(network("model5"));
    }

    @Test
    void theModelsOfTheExerciseBuildOnEachOther() {
        Network model1 = network("model1");
        Network model2 = network("model2");
        Network model3 = network("model3");
        assertThat(model1.augmentations()).isEmpty();
        assertThat(model2.operations()).isEqualTo(model1.operations());
        assertThat(model2.augmentations()).containsExactly(new RandomFlip(), new RandomRotation(0.2));
        assertThat(model3.augmentations()).isEqualTo(model2.augmentations());
        assertThat(model3.operations().get(0)).isEqualTo(new Rescaling(1 / 127.5f, -1));
        assertThat(model3.operations().subList(1, model3.operations().size())).isEqualTo(model1.operations());
    }

    @Test
    void aFrozenBaseIsFixedAndATunableOneIsNot() {
        Base base = new Base();
        Network frozen = Networks.model4(base, Pooling.MAX);
        assertThat(frozen.operations())
                .startsWith(new Pretrained(base, false), new GlobalPool(Pooling.MAX))
                .hasSize(4);
        assertThat(frozen.operations().get(0).fixed()).isTrue();
        assertThat(frozen.augmentations()).hasSize(2);
        Base top = new Base();
        Network tunable = Networks.model4(base, top, Pooling.AVERAGE);
        assertThat(tunable.operations())
                .startsWith(new Pretrained(base, false), new Pretrained(top, true), new GlobalPool(Pooling.AVERAGE));
        assertThat(tunable.operations().get(1).fixed()).isFalse();
        assertThat(tunable.augmentations()).as("more weights to train").hasSizeGreaterThan(2);
        assertThat(tunable.name()).isEqualTo(frozen.name()).isEqualTo("model4");
    }

    @Test
    void allNamesAreThoseOfTheExerciseAndModel5() {
        assertThat(Networks.ALL).containsExactly("model1", "model2", "model3", "model4", "model5");
        assertThat(Networks.ALL).containsAll(Networks.PUBLISHED).hasSize(Networks.PUBLISHED.size() + 1);
        assertThatThrownBy(() -> network("model4"))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessageContaining("network \"model4\" not found");
    }

    @Test
    void aRenamedNetworkKeepsItsLayers() {
        Network renamed = network("model1").named("mine");
        assertThat(renamed.name()).isEqualTo("mine");
        assertThat(renamed.layers()).isEqualTo(network("model1").layers());
        assertThat(renamed.description()).isEqualTo(network("model1").description());
    }

    @Test
    void aNetworkWithoutLayersIsRejected() {
        assertThatThrownBy(() -> new Network("n", "", List.of()))
                .isInstanceOf(IllegalArgumentException.class)
                .hasMessage("network n ends with no layer; it must end with one unit with a sigmoid, or at least three"
                        + " units with a softmax");
    }
}
