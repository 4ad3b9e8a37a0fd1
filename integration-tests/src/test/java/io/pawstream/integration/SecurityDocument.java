package io.pawstream.integration;

import java.io.IOException;
import java.nio.file.Files;
import java.util.Arrays;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.common.acl.AccessControlEntry;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclPermissionType;
import org.apache.kafka.common.resource.PatternType;
import org.apache.kafka.common.resource.ResourcePattern;
import org.apache.kafka.common.resource.ResourceType;
import org.apache.kafka.common.utils.SecurityUtils;

/** Settings, commands and permissions in {@code docs/kafka-security.md}, so that tests use exactly these. */
final class SecurityDocument {

    private final String text;

    private SecurityDocument(String text) {
        this.text = text;
    }

    static SecurityDocument read() throws IOException {
        return new SecurityDocument(Files.readString(Pipeline.HOME.resolve("docs/kafka-security.md")));
    }

    /** Settings of the commands, as in a properties file. */
    String commandSettings() {
        return settings().get(0);
    }

    /** Settings of the processor, as in a properties file. */
    String processorSettings() {
        return settings().get(1);
    }

    private List<String> settings() {
        return matches("(?s)```properties\n(.+?)```")
                .map(match -> match.group(1))
                .toList();
    }

    /** Arguments of each {@code kafka-acls.sh} command, without address and login. */
    List<List<String>> aclCommands() {
        return matches("kafka-acls\\.sh --bootstrap-server \\S+ --command-config \\S+ ((?:.*\\\\\n)*.*)\n")
                .map(match -> match.group(1).replace("\\\n", " ").trim())
                .map(arguments -> List.of(arguments.split(" +")))
                .toList();
    }

    /** The users of the table. */
    Set<String> users() {
        return table().map(row -> row.group(1)).collect(Collectors.toCollection(TreeSet::new));
    }

    /** The permissions of the table. */
    Set<AclBinding> permissions() {
        return table().flatMap(SecurityDocument::permissions).collect(Collectors.toSet());
    }

    /** Rows of the table; the groups are user, resource type, resource names and operations. */
    private Stream<MatchResult> table() {
        return matches("(?m)^\\| ([a-z]+) \\| (topics?|groups?|transactional ids) ([^|]+) \\| ([A-Za-z, ]+) \\|");
    }

    private static Stream<AclBinding> permissions(MatchResult row) {
        ResourceType type =
                ResourceType.fromString(row.group(2).replace(' ', '_').replaceFirst("s$", ""));
        PatternType pattern = row.group(3).contains("begin with") ? PatternType.PREFIXED : PatternType.LITERAL;
        return Pattern.compile("`([^`]+)`")
                .matcher(row.group(3))
                .results()
                .map(name -> new ResourcePattern(type, name.group(1), pattern))
                .flatMap(resource -> Arrays.stream(row.group(4).split(", "))
                        .map(operation -> new AclBinding(
                                resource,
                                new AccessControlEntry(
                                        "User:" + row.group(1),
                                        "*",
                                        SecurityUtils.operation(operation),
                                        AclPermissionType.ALLOW))));
    }

    private Stream<MatchResult> matches(String pattern) {
        return Pattern.compile(pattern).matcher(text).results();
    }
}
