package org.jobyard.systemtests;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.OptionalLong;

/**
 * What {@code jobyard status --json} said.
 *
 * @param json the whole of it
 */
public record JobyardStatus(JsonNode json) {
    /** Whether jobs are taken and run. */
    public boolean isUp() {
        return json.path("state").asText().equals("UP");
    }

    /** Address of the console, with a slash at its end. */
    public URI console() {
        return URI.create(json.path("console").asText());
    }

    /** Address of the API, without a slash at its end. */
    public URI api() {
        return URI.create(json.path("api").asText());
    }

    /** The token of the first admin. */
    public String token() {
        return read(json.path("tokenFile").asText());
    }

    /** JDBC address of the database. */
    public String databaseUrl() {
        return json.path("database").path("url").asText();
    }

    /** Its user. */
    public String databaseUser() {
        return json.path("database").path("user").asText();
    }

    /** Its password. */
    public String databasePassword() {
        return read(json.path("database").path("passwordFile").asText());
    }

    /** Address of the broker. */
    public URI brokerUri() {
        return URI.create(json.path("broker").path("uri").asText());
    }

    /** Its user. */
    public String brokerUser() {
        return json.path("broker").path("user").asText();
    }

    /** Its password. */
    public String brokerPassword() {
        return read(json.path("broker").path("passwordFile").asText());
    }

    /** Process id of a part; empty when it does not run. */
    public OptionalLong pid(Part part) {
        JsonNode pid = json.path("processes").path(part.key());
        return pid.isIntegralNumber() ? OptionalLong.of(pid.asLong()) : OptionalLong.empty();
    }

    private static String read(String file) {
        try {
            return Files.readString(Path.of(file)).strip();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
