package io.pawstream.model;

import com.fasterxml.jackson.annotation.JsonInclude;
import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * Results on labeled images.
 *
 * @param images number of images
 * @param accuracy share of images classified correctly, 0 to 1
 * @param top5 share of images whose class is among the {@value ModelCard#TOP} most probable ones, 0 to 1; absent if the model
 *     has no more classes than that
 * @param perClass number of images of each class
 * @param confusion number of images, with one row per true class and one column per predicted class, both in the
 *     order of {@link ModelCard#classes}; absent with more than {@value ModelCard#MOST_CONFUSION_CLASSES} classes
 * @param confidence number of images by confidence, one count per bin of {@link ConfidenceBins#BOUNDS}
 * @param calibrationError expected calibration error, 0 to 1; absent on cards of earlier versions
 */
@JsonInclude(JsonInclude.Include.NON_NULL)
public record Evaluation(
        int images,
        double accuracy,
        @Nullable Double top5,
        ClassCounts perClass,
        @Nullable List<List<Integer>> confusion,
        List<Integer> confidence,
        @Nullable Double calibrationError) {

    /**
     * Validates the counts.
     *
     * @param images number of images
     * @param accuracy share of images classified correctly, 0 to 1
     * @param top5 share of images whose class is among the most probable ones, 0 to 1
     * @param perClass number of images of each class
     * @param confusion number of images by true and predicted class
     * @param confidence number of images by confidence
     * @param calibrationError expected calibration error, 0 to 1
     * @throws IllegalArgumentException if {@code confusion} is not a square matrix of counts, or {@code
     *     confidence} has the wrong number of counts
     * @throws NullPointerException if {@code perClass} is null
     */
    public Evaluation {
        Objects.requireNonNull(perClass, "perClass of a test is missing");
        int classes = perClass.images().size();
        if (confusion != null
                && (confusion.size() != classes || confusion.stream().anyMatch(row -> !areCounts(row, classes)))) {
            throw new IllegalArgumentException("confusion of a test is " + confusion
                    + "; it must have one row and one column of counts for each of " + classes + " classes");
        }
        if (!areCounts(confidence, ConfidenceBins.BOUNDS.size())) {
            throw new IllegalArgumentException("confidence of a test is " + confidence + "; it must be "
                    + ConfidenceBins.BOUNDS.size() + " counts");
        }
    }

    /**
     * Number of images of each class, in the order of {@link ModelCard#classes}.
     *
     * @param images number of images of the class
     * @param correct number of them that the model assigns to the class; divided by {@code images}, the recall
     * @param predicted number of images, of any class, that the model assigns to the class
     */
    public record ClassCounts(List<Integer> images, List<Integer> correct, List<Integer> predicted) {

        /**
         * Validates the counts.
         *
         * @param images number of images of each class
         * @param correct number of them that are assigned to their class
         * @param predicted number of images that are assigned to each class
         * @throws IllegalArgumentException if a list is missing or has a negative count, or their lengths differ
         */
        public ClassCounts {
            int classes = images == null ? 0 : images.size();
            for (List<Integer> counts : Arrays.asList(images, correct, predicted)) {
                if (classes == 0 || !areCounts(counts, classes)) {
                    throw new IllegalArgumentException("perClass of a test has images " + images + ", correct "
                            + correct + " and predicted " + predicted + "; each must have one count per class");
                }
            }
        }
    }

    private static boolean areCounts(@Nullable List<Integer> counts, int size) {
        return counts != null
                && counts.size() == size
                && counts.stream().allMatch(count -> count != null && count >= 0);
    }
}
