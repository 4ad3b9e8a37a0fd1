package io.pawstream.onnx.dataset;

import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.function.BinaryOperator;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/** The files of a source that a scan did not use, by reason. Thread-safe. */
public final class SkippedFiles {

    static final String WITHOUT_LABEL = "without label";
    static final String NOT_JFIF = "not JFIF";
    static final String NOT_READ = "cannot be read";

    /** Maximum number of files that are named. */
    private static final int MAX_NAMES = 10;

    private final SortedMap<String, Integer> counts = new TreeMap<>();
    private final Map<String, String> examples = new TreeMap<>();
    private final List<String> failures = new ArrayList<>();

    /**
     * Counts a file.
     *
     * @param name name in the source
     * @param reason why the file is not used, a phrase such as {@code not JFIF}
     */
    public synchronized void add(String name, String reason) {
        counts.merge(reason, 1, Integer::sum);
        examples.merge(reason, name, BinaryOperator.minBy(Comparator.naturalOrder()));
    }

    /** Counts a file that cannot be read. The message contains its name. */
    synchronized void addFailure(String name, String message) {
        add(name, NOT_READ);
        if (failures.size() < MAX_NAMES) {
            failures.add(message);
        }
    }

    /** {@return the number of files by reason, sorted by reason; a copy} */
    public synchronized SortedMap<String, Integer> counts() {
        return Collections.unmodifiableSortedMap(new TreeMap<>(counts));
    }

    /** {@return the number of files} */
    public synchronized int total() {
        return counts.values().stream().mapToInt(Integer::intValue).sum();
    }

    /**
     * Returns a summary of a scan.
     *
     * @param used number of usable images
     * @return for instance {@code 13957 images, 45 files skipped: 15 not JFIF, 30 unreadable}; a line for each of the
     *     first files that cannot be read follows
     */
    public synchronized String summary(int used) {
        StringBuilder text = new StringBuilder(used + " images, " + total() + " files skipped");
        if (!counts.isEmpty()) {
            text.append(": ").append(reasons());
        }
        for (String failure : failures) {
            text.append(System.lineSeparator()).append("  ").append(failure);
        }
        int more = counts.getOrDefault(NOT_READ, 0) - failures.size();
        if (more > 0) {
            text.append(System.lineSeparator()).append("  and ").append(more).append(" more");
        }
        return text.toString();
    }

    private String reasons() {
        return counts.entrySet().stream()
                .map(reason -> reason.getValue() + " " + reason.getKey())
                .collect(Collectors.joining(", "));
    }

    /**
     * Explains why there are so few images.
     *
     * @param used number of usable images
     * @return how to use the skipped files, one sentence; empty if that would not add a quarter to the images
     */
    public synchronized Optional<String> advice(int used) {
        String advice = Stream.of(
                        advice(
                                used,
                                WITHOUT_LABEL,
                                " have no label",
                                "put the images of each class into a folder with its name"),
                        advice(used, NOT_JFIF, " are not marked JFIF", "to use them, add --keep decodable"))
                .flatMap(Optional::stream)
                .collect(Collectors.joining("; "));
        return advice.isEmpty() ? Optional.empty() : Optional.of(advice);
    }

    private Optional<String> advice(int used, String reason, String what, String remedy) {
        int count = counts.getOrDefault(reason, 0);
        return count * 4L <= used
                ? Optional.empty()
                : Optional.of(count + " files" + what + ", for instance " + examples.get(reason) + "; " + remedy);
    }

    /**
     * Explains why the images are not enough for a training.
     *
     * @param used number of usable images
     * @param otherwise the explanation if skipped files are not the cause
     * @return one sentence
     */
    public synchronized String shortage(int used, String otherwise) {
        int files = used + total();
        Optional<String> advice = advice(used);
        if (advice.isPresent() || used == 0) {
            return "only " + used + " of " + files + " files can be used as images: " + advice.orElseGet(this::reasons);
        }
        return otherwise;
    }
}
