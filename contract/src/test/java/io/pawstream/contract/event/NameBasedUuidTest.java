package io.pawstream.contract.event;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.RepeatedTest;
import org.junit.jupiter.api.RepetitionInfo;
import org.junit.jupiter.api.Test;

class NameBasedUuidTest {

    private static final UUID DNS = UUID.fromString("6ba7b810-9dad-11d1-80b4-00c04fd430c8");

    @Test
    void theExampleOfTheRfc() {
        assertThat(NameBasedUuid.version5(DNS, "www.example.com".getBytes(UTF_8)))
                .hasToString("2ed6657d-e927-568b-95e1-2665a8aea6a2");
    }

    @RepeatedTest(50)
    void isOfVersionFiveAndStable(RepetitionInfo repetition) {
        String[] names = names(repetition.getCurrentRepetition());

        UUID uuid = NameBasedUuid.of(names);

        assertThat(uuid.version()).isEqualTo(5);
        assertThat(uuid.variant()).isEqualTo(2);
        assertThat(NameBasedUuid.of(names.clone())).isEqualTo(uuid);
    }

    /** Ids are stored by subscribers: a new namespace or encoding would make every replayed prediction look new. */
    @Test
    void isTheSameInEveryRelease() {
        assertThat(NameBasedUuid.of("source", "id", "predictions", "pawstream"))
                .hasToString("84564140-9c81-50ca-8774-dc67d022aa8d");
    }

    @Test
    void similarListsDiffer() {
        Set<UUID> uuids = new HashSet<>();
        List<String[]> lists = List.of(
                new String[] {},
                new String[] {""},
                new String[] {"", ""},
                new String[] {"ab", "c"},
                new String[] {"a", "bc"},
                new String[] {"abc"},
                new String[] {"c", "ab"},
                new String[] {"ab", "", "c"},
                new String[] {"ab", "c", ""},
                new String[] {"ab/c"},
                new String[] {"\0\0\0\2ab\0\0\0\1c"});
        lists.forEach(names -> uuids.add(NameBasedUuid.of(names)));

        assertThat(uuids).hasSize(lists.size());
    }

    @Test
    void noTwoListsOfAnyTextsCollide() {
        Set<List<String>> lists = new HashSet<>();
        Set<UUID> uuids = new HashSet<>();
        for (int seed = 0; seed < 5_000; seed++) {
            String[] names = names(seed);
            lists.add(List.of(names));
            uuids.add(NameBasedUuid.of(names));
        }

        assertThat(uuids).hasSameSizeAs(lists);
    }

    private static String[] names(int seed) {
        TestTexts texts = new TestTexts(seed);
        return IntStream.range(0, seed % 4 + 1).mapToObj(i -> texts.next()).toArray(String[]::new);
    }
}
