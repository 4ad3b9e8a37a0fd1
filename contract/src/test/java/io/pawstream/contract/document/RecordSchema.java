package io.pawstream.contract.document;

import com.fasterxml.jackson.databind.JsonNode;
import java.lang.reflect.ParameterizedType;
import java.lang.reflect.RecordComponent;
import java.lang.reflect.Type;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;

/** Compares a Java record with its JSON schema: names and types of the components, at every depth. */
public final class RecordSchema {

    private final List<String> differences = new ArrayList<>();

    private RecordSchema() {}

    /** Returns the differences between a record and its schema; empty if there are none. */
    public static List<String> differences(Class<? extends Record> type, JsonNode schema) {
        RecordSchema comparison = new RecordSchema();
        comparison.compare(type.getSimpleName(), type, schema);
        return comparison.differences;
    }

    private void compare(String path, Type type, JsonNode schema) {
        String expected = jsonType(type);
        if (!schema.path("type").asText().equals(expected)) {
            differences.add(path + " has the JSON type " + expected + ", but in the schema " + schema.path("type"));
        }
        if (type instanceof Class<?> record && record.isRecord()) {
            compareComponents(path, record, schema.path("properties"));
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == Map.class) {
            compare(path + "{}", generic.getActualTypeArguments()[1], schema.path("additionalProperties"));
        } else if (type instanceof ParameterizedType generic && generic.getRawType() == List.class) {
            compare(path + "[]", generic.getActualTypeArguments()[0], schema.path("items"));
        }
    }

    private void compareComponents(String path, Class<?> record, JsonNode properties) {
        Set<String> documented = names(properties);
        for (RecordComponent component : record.getRecordComponents()) {
            if (documented.remove(component.getName())) {
                compare(
                        path + "." + component.getName(),
                        component.getGenericType(),
                        properties.get(component.getName()));
            } else {
                differences.add(path + "." + component.getName() + " is missing from the schema");
            }
        }
        documented.forEach(name -> differences.add(path + "." + name + " is in the schema only"));
    }

    /** Returns the names of an object's fields, sorted. */
    public static Set<String> names(JsonNode object) {
        Set<String> names = new TreeSet<>();
        for (Iterator<String> each = object.fieldNames(); each.hasNext(); ) {
            names.add(each.next());
        }
        return names;
    }

    /** Returns the texts of an array, sorted. */
    public static Set<String> texts(JsonNode array) {
        Set<String> texts = new TreeSet<>();
        array.forEach(each -> texts.add(each.asText()));
        return texts;
    }

    private static String jsonType(Type type) {
        if (type == String.class || (type instanceof Class<?> word && word.isEnum())) {
            return "string";
        }
        if (type == boolean.class) {
            return "boolean";
        }
        if (Arrays.<Type>asList(int.class, Integer.class, long.class, Long.class)
                .contains(type)) {
            return "integer";
        }
        if (Arrays.<Type>asList(double.class, Double.class).contains(type)) {
            return "number";
        }
        return type instanceof ParameterizedType generic && generic.getRawType() == List.class ? "array" : "object";
    }
}
