package io.pawstream.onnx.dataset;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class SkippedFilesTest {

    private final SkippedFiles skipped = new SkippedFiles();

    private void add(int count, String reason) {
        for (int i = count; i > 0; i--) {
            skipped.add("folder/" + i + ".png", reason);
        }
    }

    @Test
    void aSummaryListsTheReasons() {
        assertThat(skipped.summary(3)).isEqualTo("3 images, 0 files skipped");
        add(30, "unreadable");
        add(15, SkippedFiles.NOT_JFIF);
        assertThat(skipped.summary(0)).isEqualTo("0 images, 45 files skipped: 15 not JFIF, 30 unreadable");
    }

    @Test
    void aSummaryNamesTheFirstFilesThatCannotBeRead() {
        for (int i = 0; i < 12; i++) {
            skipped.addFailure("a/" + i + ".jpg", "cannot read a/" + i + ".jpg: its entry is damaged");
        }
        assertThat(skipped.summary(3).lines())
                .hasSize(12)
                .startsWith(
                        "3 images, 12 files skipped: 12 cannot be read",
                        "  cannot read a/0.jpg: its entry is damaged",
                        "  cannot read a/1.jpg: its entry is damaged")
                .endsWith("  cannot read a/9.jpg: its entry is damaged", "  and 2 more");
    }

    @Test
    void adviceNamesTheFoldersAndTheOption() {
        add(4, SkippedFiles.WITHOUT_LABEL);
        assertThat(skipped.advice(10))
                .hasValue("4 files have no label, for instance folder/1.png; put the images of each class into a"
                        + " folder with its name");
        add(3, SkippedFiles.NOT_JFIF);
        assertThat(skipped.advice(11).orElseThrow())
                .startsWith("4 files have no label")
                .endsWith(
                        "; 3 files are not marked JFIF, for instance folder/1.png; to use them, add --keep decodable");
    }

    @Test
    void fewSkippedFilesNeedNoAdvice() {
        add(4, SkippedFiles.NOT_JFIF);
        add(100, "unreadable");
        assertThat(skipped.advice(16)).isEmpty();
    }

    @Test
    void aShortageIsExplainedByItsCause() {
        assertThat(skipped.shortage(5, "set smaller sizes")).isEqualTo("set smaller sizes");
        add(24, "unreadable");
        assertThat(skipped.shortage(5, "set smaller sizes")).isEqualTo("set smaller sizes");
        assertThat(skipped.shortage(0, "set smaller sizes"))
                .isEqualTo("only 0 of 24 files can be used as images: 24 unreadable");
        add(2, SkippedFiles.NOT_JFIF);
        assertThat(skipped.shortage(5, "set smaller sizes"))
                .isEqualTo("only 5 of 31 files can be used as images: 2 files are not marked JFIF, for instance"
                        + " folder/1.png; to use them, add --keep decodable");
    }
}
