package org.jobyard.bench;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import com.rabbitmq.client.ConnectionFactory;
import java.io.IOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The Jobyard to be measured, as {@code jobyard status --json} describes it. */
final class Target {
    private final JsonNode status;

    private Target(JsonNode status) {
        this.status = status;
    }

    /** Reads the description from a file. */
    static Target read(Path statusFile) throws IOException {
        JsonNode status = JsonMapper.builder().build().readTree(Files.readString(statusFile));
        if (!status.path("state").asText().equals("UP")) {
            throw new IOException("Jobyard is not up; start it with ./jobyard up");
        }
        return new Target(status);
    }

    URI api() {
        return URI.create(status.path("api").asText());
    }

    String token() throws IOException {
        return secret(status.path("tokenFile"));
    }

    Connection database() throws SQLException, IOException {
        JsonNode database = status.path("database");
        return DriverManager.getConnection(
                database.path("url").asText(), database.path("user").asText(), secret(database.path("passwordFile")));
    }

    ConnectionFactory broker() throws IOException {
        JsonNode broker = status.path("broker");
        ConnectionFactory factory = new ConnectionFactory();
        try {
            factory.setUri(brokerUri());
        } catch (URISyntaxException | GeneralSecurityException e) {
            throw new IOException("the broker's address is not usable: " + brokerUri(), e);
        }
        factory.setUsername(broker.path("user").asText());
        factory.setPassword(secret(broker.path("passwordFile")));
        return factory;
    }

    String brokerUri() {
        return status.path("broker").path("uri").asText();
    }

    String brokerUser() {
        return status.path("broker").path("user").asText();
    }

    String brokerPassword() throws IOException {
        return secret(status.path("broker").path("passwordFile"));
    }

    /** The processes whose cost is counted, by part; without those that run elsewhere. */
    Map<String, ProcessHandle> processes() {
        Map<String, ProcessHandle> processes = new LinkedHashMap<>();
        for (String part : List.of("server", "broker", "database")) {
            JsonNode pid = status.path("processes").path(part);
            if (pid.isIntegralNumber()) {
                ProcessHandle.of(pid.asLong()).ifPresent(process -> processes.put(part, process));
            }
        }
        return processes;
    }

    private static String secret(JsonNode file) throws IOException {
        return Files.readString(Path.of(file.asText())).strip();
    }
}
