package org.jobyard.systemtests.server;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.embedded.EmbeddedServices;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.Folders;
import org.jobyard.systemtests.ScriptWorker;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** The EAR on a Payara Server, from the deployment to a job's result and back to nothing. */
@Tag("server")
@Tag("long")
class EarIT {
    private static final Path FOLDER = Path.of("target", "ear").toAbsolutePath();
    private static final Path LAUNCH_SET = Path.of(System.getProperty("jobyard.test.launch-set"));
    private static final String TOKEN = "jy_" + "payara-server-".repeat(4).substring(0, 43);

    @Test
    void jobRunsToItsResult() throws Exception {
        Folders.delete(FOLDER);
        Folders.create(FOLDER);
        Map<String, String> settings = settings(EmbeddedServices.shared());
        ProcessHandle process;
        try (PayaraServer server = new PayaraServer(
                        Path.of(System.getProperty("jobyard.test.payara-server")),
                        FOLDER.resolve("domains"),
                        settings);
                ScriptWorker worker = ScriptWorker.start(FOLDER, settings)) {
            server.start(
                    List.of(Path.of(System.getProperty("jobyard.test.driver-jar"))),
                    Map.of(
                            "jobyard.node.id",
                            "ear",
                            "jobyard.tx.dir",
                            FOLDER.resolve("tx").toString(),
                            "com.sun.jts.lastagentcommit",
                            "true"),
                    resources());
            process = server.process();
            deploy(server);
            ApiClient api = new ApiClient(URI.create("http://127.0.0.1:" + server.httpPort() + "/api/v1"), TOKEN);
            assertThat(worker.isAlive()).isTrue();
            runAJob(api);
            assertEverythingIsUnderOurSignIn(api);
            // With the pool and the connection factory, which are of the adapter that goes.
            server.asadmin("undeploy", "--cascade=true", "jobyard");
            server.stop();
        }
        assertThat(process.isAlive()).as("the server's process").isFalse();
    }

    private static void runAJob(ApiClient api) {
        UUID id = api.submitScript("on-payara-server", "echo hello; echo 42 > \"$JOBYARD_OUTPUT/answer\"; exit 5");
        JsonNode job =
                api.awaitWithin(Duration.ofMinutes(1), id, each -> ApiClient.TERMINAL.contains(ApiClient.state(each)));
        assertThat(ApiClient.state(job)).isEqualTo("FAILED");
        assertThat(job.path("exitCode").asInt()).isEqualTo(5);
        await().untilAsserted(() -> assertThat(api.log(id, "stdout")).isEqualTo("hello\n"));
        assertThat(api.send(api.request("/jobs/" + id + "/outputs/answer").GET())
                        .body())
                .isEqualTo("42\n");
        assertThat(api.send(api.request("/jobs/" + id + "/log").GET())
                        .headers()
                        .firstValue("Content-Type")
                        .orElse(""))
                .as("what comes when nothing is asked for")
                .startsWith("text/plain");
        assertThat(api.history(id)).isNotEmpty();
    }

    /** Health, metrics and description are the server's own where no application is at the root. */
    private static void assertEverythingIsUnderOurSignIn(ApiClient api) {
        assertThat(status(api, "/health/ready")).isEqualTo(200);
        assertThat(status(api, "/openapi")).isEqualTo(200);
        assertThat(status(api, "/metrics")).isEqualTo(401);
        assertThat(status(api, "/api/v1/jobs")).isEqualTo(401);
        assertThat(status(api, "/login.xhtml")).isEqualTo(200);
    }

    private static int status(ApiClient api, String path) {
        URI address = api.request("/").build().uri().resolve(path);
        return api.send(HttpRequest.newBuilder(address)).statusCode();
    }

    /** Its adapter is known once the EAR is deployed, and its connection factory must be there before it is enabled. */
    private static void deploy(PayaraServer server) {
        server.asadmin("deploy", "--enabled=false", "--name=jobyard", System.getProperty("jobyard.test.ear"));
        server.asadmin(
                "create-connector-connection-pool",
                "--raname=jobyard#jobyard",
                "--connectiondefinition=jakarta.jms.ConnectionFactory",
                "--transactionsupport=XATransaction",
                "--steadypoolsize=1",
                "--maxpoolsize=250",
                "jobyard-jms");
        server.asadmin("create-connector-resource", "--poolname=jobyard-jms", "jms/jobyard");
        server.asadmin("enable", "jobyard");
    }

    /** The resources as they are delivered. Inside an EAR the adapter carries the application's name too. */
    private static Path resources() throws IOException {
        String delivered = Files.readString(LAUNCH_SET.resolve("boot/preboot.asadmin"));
        String adapted = delivered
                .replaceFirst("(create-resource-adapter-config .*) jobyard\n", "$1 jobyard#jobyard\n")
                .replace("resource-adapter-config.jobyard.", "resource-adapter-config.jobyard#jobyard.");
        assertThat(adapted).as("commands of the EAR's adapter").contains("jdbc/jobyard jobyard#jobyard\n");
        return Files.writeString(FOLDER.resolve("resources.asadmin"), adapted);
    }

    private static Map<String, String> settings(EmbeddedServices services) {
        Map<String, String> settings = new HashMap<>();
        settings.put("JOBYARD_DB_URL", services.postgres().jdbcUrl());
        settings.put("JOBYARD_DB_USER", services.postgres().user());
        settings.put("JOBYARD_DB_PASSWORD", services.postgres().password());
        settings.put("JOBYARD_AMQP_URI", services.rabbit().uri().toString());
        settings.put("JOBYARD_AMQP_USER", services.rabbit().user());
        settings.put("JOBYARD_AMQP_PASSWORD", services.rabbit().password());
        settings.put("JOBYARD_OUTPUT_DIR", FOLDER.resolve("outputs").toString());
        settings.put("JOBYARD_BOOTSTRAP_TOKEN", TOKEN);
        settings.put("JOBYARD_ADMIN_PASSWORD", "payara-server-only-3R");
        return settings;
    }
}
