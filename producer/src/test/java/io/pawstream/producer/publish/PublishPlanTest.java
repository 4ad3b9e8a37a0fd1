package io.pawstream.producer.publish;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.sources.DrawnSource;
import java.time.Duration;
import org.junit.jupiter.api.Test;

final class PublishPlanTest {

    private final PublishPlan plan = PublishPlan.of("drawn");

    @Test
    void theSourceOfDrawnImagesNamesTheirClasses() {
        assertThat(PublishPlan.of("drawn:cat,fox").source()).isEqualTo("pawstream:producer/drawn:cat,fox");
    }

    @Test
    void byDefaultEveryImageOnceWithoutARateLimit() {
        assertThat(plan)
                .isEqualTo(new PublishPlan(
                        "images",
                        "pawstream:producer/drawn",
                        null,
                        null,
                        Long.MAX_VALUE,
                        Double.POSITIVE_INFINITY,
                        false,
                        false));
    }

    @Test
    void theSourceIsAUriReferenceWhateverTheFileIsCalled() {
        assertThat(PublishPlan.of("/a/Haustiere ä%?.zip").source())
                .isEqualTo("pawstream:producer/Haustiere%20%C3%A4%25?.zip");
        assertThat(PublishPlan.of("photos/").source()).isEqualTo("pawstream:producer/photos");
        assertThat(PublishPlan.of("a/photos/..").source()).isEqualTo("pawstream:producer/a");
    }

    @Test
    void theNumberOfEventsDependsOnCountAndLoop() {
        TestSource two = new TestSource("1.jpg", "2.jpg");
        assertThat(plan.events(two)).isEqualTo(2);
        assertThat(plan.withCount(1).events(two)).isEqualTo(1);
        assertThat(plan.withCount(9).events(two)).isEqualTo(2);
        assertThat(plan.withCount(9).withLoop(true).events(two)).isEqualTo(9);
        assertThat(plan.withLoop(true).events(two)).isEqualTo(Long.MAX_VALUE);
        assertThat(plan.events(new DrawnSource(1))).isEqualTo(Long.MAX_VALUE);
    }

    @Test
    void valuesOutOfRangeAreInvalid() {
        assertThatThrownBy(() -> plan.withCount(0)).hasMessage("count is 0; it must be at least 1");
        assertThatThrownBy(() -> plan.withExpiresIn(Duration.ofSeconds(-1)))
                .hasMessage("expiry is after PT-1S; it must be above 0");
        assertThatThrownBy(() -> plan.withRatePerSecond(0)).hasMessage("rate is 0.0 events/s; it must be above 0");
        assertThatThrownBy(() -> plan.withRatePerSecond(Double.NaN)).hasMessageContaining("it must be above 0");
    }
}
