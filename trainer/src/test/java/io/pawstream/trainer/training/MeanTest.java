package io.pawstream.trainer.training;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.within;

import org.junit.jupiter.api.Test;

class MeanTest {

    private static double crossEntropy(double logit, int label) {
        double probability = 1 / (1 + Math.exp(-logit));
        return -Math.log(label == 1 ? probability : 1 - probability);
    }

    @Test
    void isTheCrossEntropyAndTheShareOfCorrectPredictions() {
        Mean mean = new Mean();
        mean.add(new Logits(new float[] {2, -1}, 1), new int[] {1, 1});
        mean.add(new Logits(new float[] {-0.5f, 0}, 1), new int[] {0, 0});
        double expected = (crossEntropy(2, 1) + crossEntropy(-1, 1) + crossEntropy(-0.5, 0) + crossEntropy(0, 0)) / 4;
        assertThat(mean.loss()).isCloseTo(expected, within(1e-9));
        assertThat(mean.accuracy()).isEqualTo(0.75);
    }

    @Test
    void largeLogitsDoNotOverflow() {
        Mean mean = new Mean();
        mean.add(new Logits(new float[] {1000, -1000}, 1), new int[] {0, 0});
        assertThat(mean.loss()).isCloseTo(500, within(1e-9));
    }

    @Test
    void moreClassesHaveALogitEach() {
        Mean mean = new Mean();
        mean.add(new Logits(new float[] {1, 2, 3, 2, 1, 0}, 3), new int[] {1, 0});
        double sum = Math.exp(1) + Math.exp(2) + Math.exp(3);
        double other = Math.exp(0) + Math.exp(1) + Math.exp(2);
        assertThat(mean.loss())
                .isCloseTo((-Math.log(Math.exp(2) / sum) - Math.log(Math.exp(2) / other)) / 2, within(1e-9));
        assertThat(mean.accuracy()).isEqualTo(0.5);
    }

    @Test
    void largeLogitsOfMoreClassesDoNotOverflow() {
        Mean mean = new Mean();
        mean.add(new Logits(new float[] {1000, 0, -1000}, 3), new int[] {2});
        assertThat(mean.loss()).isCloseTo(2000, within(1e-9));
    }

    @Test
    void withoutImagesItIsZero() {
        assertThat(new Mean().loss()).isZero();
        assertThat(new Mean().accuracy()).isZero();
    }
}
