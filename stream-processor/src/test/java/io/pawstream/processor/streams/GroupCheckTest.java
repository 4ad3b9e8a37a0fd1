package io.pawstream.processor.streams;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.pawstream.contract.event.TopicNames;
import java.lang.reflect.Proxy;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ConsumerGroupDescription;
import org.apache.kafka.clients.admin.DescribeConsumerGroupsResult;
import org.apache.kafka.clients.admin.MemberAssignment;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.GroupState;
import org.apache.kafka.common.GroupType;
import org.apache.kafka.common.Node;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.GroupAuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;
import org.apache.kafka.common.errors.TimeoutException;
import org.apache.kafka.common.internals.KafkaFutureImpl;
import org.junit.jupiter.api.Test;

class GroupCheckTest {

    private static final TopicNames NAMES = TopicNames.DEFAULT;

    private final List<MemberDescription> members = new ArrayList<>();
    private Exception failure;
    private final GroupCheck check = new GroupCheck(admin(), "pawstream", NAMES);

    private Admin admin() {
        return (Admin) Proxy.newProxyInstance(
                getClass().getClassLoader(), new Class<?>[] {Admin.class}, (proxy, method, arguments) -> {
                    KafkaFutureImpl<ConsumerGroupDescription> group = new KafkaFutureImpl<>();
                    if (failure == null) {
                        group.complete(new ConsumerGroupDescription(
                                "pawstream",
                                false,
                                members,
                                "stream",
                                GroupType.CLASSIC,
                                GroupState.STABLE,
                                new Node(1, "kafka", 9092),
                                Set.of(),
                                Optional.empty(),
                                Optional.empty()));
                    } else {
                        group.completeExceptionally(failure);
                    }
                    return new DescribeConsumerGroupsResult(Map.of("pawstream", group));
                });
    }

    private void addMember(String clientId, String... topics) {
        Set<TopicPartition> partitions =
                Stream.of(topics).map(topic -> new TopicPartition(topic, 0)).collect(Collectors.toSet());
        members.add(new MemberDescription(
                "id",
                Optional.empty(),
                Optional.empty(),
                clientId,
                "/10.0.0.7",
                new MemberAssignment(partitions),
                Optional.empty(),
                Optional.empty(),
                Optional.empty()));
    }

    private static TopicNames names(String images, String predictions, String shadow) {
        return new TopicNames(images, predictions, NAMES.rejected(), NAMES.modelSelection(), shadow, NAMES.instances());
    }

    @Test
    void instancesOfTheSameServiceShareTheGroup() throws Exception {
        assertThat(check.problem()).as("empty group").isEmpty();
        addMember("a-consumer" + GroupCheck.clientIdSuffix(NAMES), "images");
        addMember("b-consumer" + GroupCheck.clientIdSuffix(NAMES));
        addMember("c-consumer" + GroupCheck.clientIdSuffix(names("images", "predictions", "other.shadow")), "images");
        assertThat(check.problem()).isEmpty();
    }

    @Test
    void aServiceThatReadsAnotherTopicIsNamed() throws Exception {
        addMember("a-consumer" + GroupCheck.clientIdSuffix(names("images2", "predictions", "s")), "images2");
        assertThat(check.problem()).hasValueSatisfying(problem -> assertThat(problem)
                .startsWith("application id \"pawstream\" is used by a service with other topics: member a-consumer")
                .contains(" at 10.0.0.7 reads images2, this service reads images and writes predictions;")
                .endsWith("set a different quarkus.kafka-streams.application-id"));
    }

    @Test
    void aServiceThatWritesToAnotherTopicIsNamedEvenWithoutPartitions() throws Exception {
        addMember("a-consumer" + GroupCheck.clientIdSuffix(names("images", "predictions2", "s")));
        assertThat(check.problem()).isPresent();
    }

    @Test
    void anotherApplicationIsRecognizedByItsPartitions() throws Exception {
        addMember("consumer-1");
        addMember("consumer-2", "images");
        assertThat(check.problem()).isEmpty();
        addMember("consumer-3", "orders");
        assertThat(check.problem())
                .hasValueSatisfying(problem -> assertThat(problem).contains("member consumer-3", "reads orders"));
    }

    @Test
    void aMissingGroupOrPermissionIsNoProblem() throws Exception {
        failure = new GroupIdNotFoundException("no group");
        assertThat(check.problem()).isEmpty();
        failure = new GroupAuthorizationException("pawstream");
        assertThat(check.problem()).isEmpty();
        failure = new TimeoutException("no broker");
        assertThatThrownBy(check::problem)
                .isInstanceOf(ExecutionException.class)
                .hasCause(failure);
    }
}
