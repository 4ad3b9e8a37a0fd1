package io.pawstream.processor.streams;

import io.pawstream.contract.event.TopicNames;
import java.util.List;
import java.util.Optional;
import java.util.TreeSet;
import java.util.concurrent.ExecutionException;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.MemberDescription;
import org.apache.kafka.common.TopicPartition;
import org.apache.kafka.common.errors.AuthorizationException;
import org.apache.kafka.common.errors.GroupIdNotFoundException;

/**
 * Checks that all members of the consumer group have the same topics. Kafka Streams assigns the partitions of one service
 * to another one with the same application id, which then never reads them.
 */
public final class GroupCheck implements ClusterWatch.Check {

    private static final Pattern MARK = Pattern.compile("-topics-([0-9a-f]{8})$");

    private final Admin admin;
    private final String applicationId;
    private final TopicNames topics;

    /**
     * Creates a check.
     *
     * @param admin client of the broker
     * @param applicationId application id, which is the name of the consumer group
     * @param topics names of the topics of this service
     */
    public GroupCheck(Admin admin, String applicationId, TopicNames topics) {
        this.admin = admin;
        this.applicationId = applicationId;
        this.topics = topics;
    }

    /**
     * Returns the suffix of the client ids of the group's members, by which services recognize their own topics.
     *
     * @param topics names of the topics of a service
     * @return a suffix that depends on the topics that all instances of the service must share
     */
    public static String clientIdSuffix(TopicNames topics) {
        List<String> shared =
                List.of(topics.images(), topics.predictions(), topics.rejected(), topics.modelSelection());
        return String.format("-topics-%08x", shared.hashCode());
    }

    @Override
    public Optional<String> problem() throws ExecutionException, InterruptedException {
        try {
            return admin.describeConsumerGroups(List.of(applicationId)).all().get().values().stream()
                    .flatMap(group -> group.members().stream())
                    .filter(this::isOther)
                    .findFirst()
                    .map(this::message);
        } catch (ExecutionException e) {
            // Without the permission, Kafka Streams reports it.
            if (e.getCause() instanceof GroupIdNotFoundException || e.getCause() instanceof AuthorizationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    private boolean isOther(MemberDescription member) {
        Matcher mark = MARK.matcher(member.clientId());
        return mark.find()
                ? !mark.group().equals(clientIdSuffix(topics))
                : member.assignment().topicPartitions().stream()
                        .anyMatch(partition -> !partition.topic().equals(topics.images()));
    }

    private String message(MemberDescription member) {
        TreeSet<String> read = member.assignment().topicPartitions().stream()
                .map(TopicPartition::topic)
                .collect(Collectors.toCollection(TreeSet::new));
        return "application id \"" + applicationId + "\" is used by a service with other topics: member "
                + member.clientId() + " at " + member.host().replaceFirst("^/", "")
                + (read.isEmpty() ? "" : " reads " + String.join(", ", read))
                + ", this service reads " + topics.images() + " and writes " + topics.predictions()
                + "; stop one of them, or set a different quarkus.kafka-streams.application-id";
    }
}
