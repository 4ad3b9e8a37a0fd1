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
 * A broker that asks for TLS, a user's password and rights, and the files of settings that its clients need. Users, rights
 * and settings are those of {@link SecurityDocument}; certificate and passwords are made anew each time.
 */
final class SecuredBroker implements AutoCloseable {

    /** A test machine may be slower than a broker is for people. */
    private static final String PATIENT = "default.api.timeout.ms=60000\nrequest.timeout.ms=30000\n";

    private static final Duration PATIENCE = Duration.ofSeconds(30);

    private final SecurityDocument document;
    private final Path folder;
    private final EmbeddedBroker broker;
    private final Admin superUser;
    private final Map<String, String> passwords = new HashMap<>();

    private SecuredBroker(SecurityDocument document, Path folder, EmbeddedBroker broker) {
        this.document = document;
        this.folder = folder;
        this.broker = broker;
        superUser = Admin.create(Map.of("bootstrap.servers", broker.internalBootstrap()));
    }

    /** Starts it, with its certificate in a folder, and gives the users their rights. */
    static SecuredBroker start(SecurityDocument document, Path folder) throws Exception {
        Path keys = folder.resolve("broker.p12");
        String keysPassword = UUID.randomUUID().toString();
        makeCertificate(keys, keysPassword);
        Files.writeString(folder.resolve("ca.pem"), pem(keys, keysPassword));
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
                // Whoever comes by the listener that asks for no login; on the other one nobody is anonymous.
                Map.entry("super.users", "User:ANONYMOUS"),
                // So that a test need not wait long for a member of a group that is gone.
                Map.entry("group.min.session.timeout.ms", "1000")));
        SecuredBroker secured = new SecuredBroker(document, folder, broker);
        try {
            secured.addUsers();
            secured.addRights();
            return secured;
        } catch (Exception e) {
            secured.close();
            throw e;
        }
    }

    /** A key, and a certificate for the name localhost. */
    private static void makeCertificate(Path keys, String password) throws IOException, InterruptedException {
        Path keytool = Path.of(System.getProperty("java.home"), "bin", "keytool");
        List<String> command = new ArrayList<>(List.of(keytool.toString(), "-genkeypair", "-alias", "broker"));
        command.addAll(List.of("-keyalg", "EC", "-validity", "2", "-dname", "CN=test", "-ext", "SAN=dns:localhost"));
        command.addAll(List.of("-storetype", "PKCS12", "-keystore", keys.toString(), "-storepass", password));
        Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes(), UTF_8);
        if (process.waitFor() != 0) {
            throw new IOException("keytool says: " + output);
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

    private void addRights() throws ExecutionException, InterruptedException {
        for (List<String> command : document.aclCommands()) {
            runAclCommand(command);
        }
        // The broker learns of them, and of the users before them, a moment after the controller.
        await(() -> rights().size() >= document.rights().size());
    }

    /** Kafka's own command, as readers of the document run it. */
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

    /** All rights that there are. */
    Set<AclBinding> rights() throws ExecutionException, InterruptedException {
        return new HashSet<>(
                superUser.describeAcls(AclBindingFilter.ANY).values().get());
    }

    void take(AclBinding right) throws ExecutionException, InterruptedException {
        superUser.deleteAcls(List.of(right.toFilter())).all().get();
        await(() -> !rights().contains(right));
    }

    void give(AclBinding right) throws ExecutionException, InterruptedException {
        superUser.createAcls(List.of(right)).all().get();
        await(() -> rights().contains(right));
    }

    /** A question to the broker. */
    private interface Question {
        boolean ask() throws ExecutionException, InterruptedException;
    }

    private static void await(Question question) throws ExecutionException, InterruptedException {
        long deadline = System.nanoTime() + PATIENCE.toNanos();
        while (!question.ask()) {
            assertThat(System.nanoTime()).as("the broker has learnt of it").isLessThan(deadline);
            Thread.sleep(10);
        }
    }

    String bootstrap() {
        return broker.bootstrap();
    }

    /** Where nobody has to log in and everything is allowed. */
    String internalBootstrap() {
        return broker.internalBootstrap();
    }

    /** Settings of the commands. */
    Path commandConfig(String user) throws IOException {
        return write(user + ".properties", document.commandSettings() + PATIENT, user);
    }

    /** Settings of the processor. */
    Path processorConfig(String user) throws IOException {
        return write("processor-of-" + user + ".properties", document.processorSettings(), user);
    }

    private Path write(String name, String settings, String user) throws IOException {
        return Files.writeString(
                folder.resolve(name),
                settings.replace("USER", user)
                        .replace("PASSWORD", passwords.get(user))
                        .replace("/etc/pawstream", folder.toString()));
    }

    @Override
    public void close() {
        superUser.close();
        broker.close();
    }
}
