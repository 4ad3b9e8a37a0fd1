package io.pawstream.quickstart.demo;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import picocli.CommandLine;

class DemoOptionsTest {

    @Test
    void anEndlessDemoIsSlowAndOpensThePage() {
        DemoOptions options = parse();
        assertThat(options.rate(true)).isEqualTo(20);
        assertThat(options.isPageOpened(true)).isTrue();
    }

    @Test
    void aFiniteDemoIsFastAndDoesNotOpenThePage() {
        DemoOptions options = parse();
        assertThat(options.rate(false)).isInfinite();
        assertThat(options.isPageOpened(false)).isFalse();
    }

    @Test
    void givenValuesTakePrecedence() {
        DemoOptions options = parse("--rate=7", "--no-open", "--no-thumbnails");
        assertThat(options.rate(true)).isEqualTo(7);
        assertThat(options.isPageOpened(true)).isFalse();
        assertThat(options.thumbnails).isFalse();
        assertThat(parse("--open").isPageOpened(false)).isTrue();
        assertThat(parse("--thumbnails").thumbnails).isTrue();
        assertThat(parse().thumbnails).isTrue();
    }

    @Test
    void classesAreThoseOfDrawnImages() {
        assertThat(parse().source()).isEqualTo("drawn");
        assertThat(parse("--images=photos.zip").source()).isEqualTo("photos.zip");
        assertThat(parse("--classes=cat,dog,fox").source()).isEqualTo("drawn:cat,dog,fox");
        DemoOptions both = parse("--classes=cat,fox", "--images=photos.zip");
        assertThatThrownBy(both::source).hasMessageContainingAll("--classes", "cat,fox", "--images", "photos.zip");
    }

    private static DemoOptions parse(String... arguments) {
        return CommandLine.populateCommand(new DemoOptions(), arguments);
    }
}
