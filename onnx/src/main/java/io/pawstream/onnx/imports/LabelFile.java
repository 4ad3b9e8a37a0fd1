package io.pawstream.onnx.imports;

import com.fasterxml.jackson.databind.JsonNode;
import io.pawstream.model.ModelException;
import java.io.IOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads class names: one per line, or JSON by index. */
final class LabelFile {

    /** Names of files with class names, in order of precedence. */
    static final List<String> NAMES = List.of("labels.txt", "synset.txt", "index_to_name.json");

    private static final Pattern INDEX = Pattern.compile("(\\d{1,9})\\s*:");

    private LabelFile() {}

    /**
     * Reads a file. A name that occurs again gets its index, because the classes of a model have different names.
     *
     * @param file one name per line, or JSON: an array, an object by index, or a {@code config.json} with {@code
     *     id2label}
     * @throws ModelException if the file does not exist or has no names
     * @throws IOException if it cannot be read
     */
    static List<String> read(Path file) throws ModelException, IOException {
        if (!Files.isRegularFile(file)) {
            throw new ModelException("file with class names not found: " + file
                    + "; pass a file with one name per line, in the order of the network's output");
        }
        List<String> names;
        if (file.toString().endsWith(".json")) {
            JsonNode json = JsonFile.find(file).orElseThrow();
            names = JsonFile.classes(file.toString(), json.path("id2label").isObject() ? json.get("id2label") : json);
        } else {
            names = lines(file);
        }
        if (names.isEmpty()) {
            throw new ModelException(file + " has no class names; one name per line is required, in the order of the"
                    + " network's output");
        }
        return different(names);
    }

    private static List<String> lines(Path file) throws ModelException, IOException {
        List<String> names = new ArrayList<>();
        for (String line : text(file)) {
            names.add(line.replace("\uFEFF", "").strip());
        }
        while (!names.isEmpty() && names.get(names.size() - 1).isEmpty()) {
            names.remove(names.size() - 1);
        }
        requireOrder(file, names);
        return names;
    }

    private static List<String> text(Path file) throws ModelException, IOException {
        try {
            List<String> lines = Files.readAllLines(file);
            // UTF-16 without a byte order mark is valid UTF-8 with zeros.
            if (lines.stream().noneMatch(line -> line.indexOf('\0') >= 0)) {
                return lines;
            }
        } catch (CharacterCodingException e) {
            // Reported below.
        }
        throw new ModelException(file + " is not a text in UTF-8; save it as UTF-8");
    }

    private static void requireOrder(Path file, List<String> names) throws ModelException {
        List<Integer> indices = new ArrayList<>();
        for (String name : names) {
            Matcher index = INDEX.matcher(name);
            if (!index.lookingAt()) {
                return;
            }
            indices.add(Integer.valueOf(index.group(1)));
        }
        List<Integer> sorted = indices.stream().distinct().sorted().toList();
        // Names such as "1:18" and "1:43" are no indices.
        if (sorted.size() == indices.size() && !sorted.equals(indices)) {
            throw new ModelException(file + " numbers its lines in another order: line 1 is \"" + names.get(0)
                    + "\"; sort the lines by number, because they must be in the order of the network's output");
        }
    }

    /** {@return the names; one that occurs again gets its index} */
    static List<String> different(List<String> names) {
        Set<String> seen = new HashSet<>();
        List<String> different = new ArrayList<>();
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            different.add(seen.add(name) ? name : name + " (" + i + ")");
        }
        return different;
    }
}
