package io.pawstream.integration;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.pawstream.testkit.EmbeddedBroker;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Base64;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import java.util.concurrent.ExecutionException;
import org.apache.kafka.clients.admin.Admin;
import org.apache.kafka.clients.admin.ScramCredentialInfo;
import org.apache.kafka.clients.admin.ScramMechanism;
import org.apache.kafka.clients.admin.UserScramCredentialAlteration;
import org.apache.kafka.clients.admin.UserScramCredentialUpsertion;
import org.apache.kafka.common.acl.AclBinding;
import org.apache.kafka.common.acl.AclBindingFilter;
import org.apache.kafka.common.utils.Exit;
import org.apache.kafka.tools.AclCommand;

/**
 * A broker with TLS, SCRAM users and ACLs, and the configuration files of its clients. Users, permissions and settings are
 * those of {@link SecurityDocument}; the certificate and the passwords are generated for each instance.
 */
final class SecuredBroker implements AutoCloseable {

    /** Longer timeouts for slow test machines. */
    private static final String TIMEOUTS = "default.api.timeout.ms=60000\nrequest.timeout.ms=30000\n";

    private static final Duration TIMEOUT = Duration.ofSeconds(30);

    private final SecurityDocument document;
    private final Path directory;
    private final EmbeddedBroker broker;
    private final Admin superUser;
    private final Map<String, String> passwords = new HashMap<>();

    private SecuredBroker(SecurityDocument document, Path directory, EmbeddedBroker broker) {
        this.document = document;
        this.directory = directory;
        this.broker = broker;
        superUser = Admin.create(Map.of("bootstrap.servers", broker.internalBootstrap()));
    }

    /** Starts the broker with its certificate in a directory, and creates users and permissions. */
    static SecuredBroker start(SecurityDocument document, Path directory) throws Exception {
        Path keys = directory.resolve("broker.p12");
        String keysPassword = UUID.randomUUID().toString();
        makeCertificate(keys, keysPassword);
        Files.writeString(directory.resolve("ca.pem"), pem(keys, keysPassword));
        EmbeddedBroker broker = EmbeddedBroker.start(Map.ofEntries(
                Map.entry("listener.security.protocol.map", "CLIENTS:SASL_SSL,INTERNAL:PLAINTEXT,CONTROLLER:PLAINTEXT"),
                Map.entry("sasl.enabled.mechanisms", "SCRAM-SHA-512"),
                Map.entry(
                        "listener.name.clients.scram-sha-512.sasl.jaas.config",
                        "org.apache.kafka.common.security.scram.ScramLoginModule required;"),
                Map.entry("ssl.keystore.type", "PKCS12"),
                Map.entry("ssl.keystore.location", keys.toString()),
                Map.entry("ssl.keystore.password", keysPassword),
                Map.entry("authorizer.class.name", "org.apache.kafka.metadata.authorizer.StandardAuthorizer"),
                Map.entry("allow.everyone.if.no.acl.found", "false"),
                // Clients of the internal listener, which requires no login, are anonymous.
                Map.entry("super.users", "User:ANONYMOUS"),
                // Allows a short session timeout, so that the group removes a failed member soon.
                Map.entry("group.min.session.timeout.ms", "1000")));
        SecuredBroker secured = new SecuredBroker(document, directory, broker);
        try {
            secured.addUsers();
            secured.addPermissions();
            return secured;
        } catch (Exception e) {
            secured.close();
            throw e;
        }
    }

    /** Creates a key and a certificate for localhost. */
    private static void makeCertificate(Path keys, String password) throws IOException, InterruptedException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(keytool.toString(), "-genkeypair", "-alias", "broker"));
        command.addAll(List.of("-keyalg", "EC", "-validity", "2", "-dname", "CN=test", "-ext", "SAN=dns:localhost"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", password));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool failed: " + output);
        }
    }

    private static String pem(Path keys, String password) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance(keys.toFile(), password.toCharArray());
        return "-----BEGIN CERTIFICATE-----\n"
                + Base64.getMimeEncoder()
                        .encodeToString(store.getCertificate("broker").getEncoded())
                + "\n-----END CERTIFICATE-----\n";
    }

    private void addUsers() throws ExecutionException, InterruptedException {
        List<UserScramCredentialAlteration> users = new ArrayList<>();
        for (String user : document.users()) {
            passwords.put(user, UUID.randomUUID().toString());
            users.add(new UserScramCredentialUpsertion(
                    user, new ScramCredentialInfo(ScramMechanism.SCRAM_SHA_512, 4096), passwords.get(user)));
        }
        superUser.alterUserScramCredentials(users).all().get();
    }

    private void addPermissions() throws ExecutionException, InterruptedException {
        for (List<String> command : document.aclCommands()) {
            runAclCommand(command);
        }
        // The broker applies users and permissions shortly after the controller.
        await(() -> permissions().size() >= document.permissions().size());
    }

    /** Runs Kafka's own command, as readers of the document do. */
    private void runAclCommand(List<String> arguments) {
        List<String> all = new ArrayList<>(List.of("--bootstrap-server", broker.internalBootstrap()));
        all.addAll(arguments);
        PrintStream console = System.out;
        ByteArrayOutputStream printed = new ByteArrayOutputStream();
        System.setOut(new PrintStream(printed, true, UTF_8));
        Exit.setExitProcedure((code, message) -> {
            throw new IllegalStateException(message + printed.toString(UTF_8));
        });
        try {
            AclCommand.main(all.toArray(String[]::new));
        } finally {
            System.setOut(console);
            Exit.resetExitProcedure();
        }
    }

    /** All ACLs of the broker. */
    Set<AclBinding> permissions() throws ExecutionException, InterruptedException {
        return new HashSet<>(
                superUser.describeAcls(AclBindingFilter.ANY).values().get());
    }

    /** Removes an ACL and waits until the broker applies it. */
    void revoke(AclBinding permission) throws ExecutionException, InterruptedException {
        superUser.deleteAcls(List.of(permission.toFilter())).all().get();
        await(() -> !permissions().contains(permission));
    }

    /** Adds an ACL and waits until the broker applies it. */
    void grant(AclBinding permission) throws ExecutionException, InterruptedException {
        superUser.createAcls(List.of(permission)).all().get();
        await(() -> permissions().contains(permission));
    }

    /** A condition that the broker has to meet. */
    private interface Condition {
        boolean isMet() throws ExecutionException, InterruptedException;
    }

    private static void await(Condition condition) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + TIMEOUT.toNanos();
        while (!condition.isMet()) {
            assertThat(System.nanoTime())
                    .as("timeout while the broker applies a change")
                    .isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    /** Address of the listener that requires no login and permits everything. */
    String internalBootstrap() {
        return broker.internalBootstrap();
    }

    /** File with the settings of the commands for a user. */
    Path commandConfig(String user) throws IOException {
        return write(user + ".properties", document.commandSettings() + TIMEOUTS, user);
    }

    /** File with the settings of the processor for a user. */
    Path processorConfig(String user) throws IOException {
        return write("processor-of-" + user + ".properties", document.processorSettings(), user);
    }

    private Path write(String name, String settings, String user) throws IOException {
        return Files.writeString(
                directory.resolve(name),
                settings.replace("USER", user)
                        .replace("PASSWORD", passwords.get(user))
                        .replace("/etc/pawstream", directory.toString()));
    }

    @Override
    public void close() {
        superUser.close();
        broker.close();
    }
}
