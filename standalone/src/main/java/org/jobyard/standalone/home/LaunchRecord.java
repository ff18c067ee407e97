package org.jobyard.standalone.home;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.MapperFeature;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.json.JsonMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;
import org.jobyard.embedded.PrivateFiles;
import org.jobyard.embedded.ProcessMark;
import org.jobyard.embedded.StartFailure;

/**
 * What a launcher has started, kept in a file for the other commands.
 *
 * @param console address of the console, with a slash at its end
 * @param api address of the API, without one
 * @param database where the database is
 * @param broker where the broker is
 * @param processes process of each part by its name; an external part has none
 * @param versions version of each part by its name
 */
public record LaunchRecord(
        String console,
        String api,
        Service database,
        Service broker,
        Map<String, ProcessMark> processes,
        Map<String, String> versions) {
    /** Without what a mark can tell beside its components. */
    private static final ObjectMapper JSON =
            JsonMapper.builder().disable(MapperFeature.AUTO_DETECT_IS_GETTERS).build();

    /**
     * Database or broker.
     *
     * @param address JDBC address, or AMQP address without user
     * @param user user name
     * @param passwordFile file that holds the password
     */
    public record Service(String address, String user, String passwordFile) {}

    /** Reads what the launcher of the home has written. */
    public static Optional<LaunchRecord> read(Home home) {
        Path file = file(home);
        try {
            return Files.exists(file)
                    ? Optional.of(JSON.readValue(file.toFile(), LaunchRecord.class))
                    : Optional.empty();
        } catch (IOException e) {
            throw new StartFailure("Cannot read " + file + ": " + e.getMessage(), e);
        }
    }

    /** Writes it, whole or not at all. */
    public void write(Home home) {
        try {
            PrivateFiles.write(file(home), JSON.writerWithDefaultPrettyPrinter().writeValueAsString(this));
        } catch (JsonProcessingException e) {
            throw new StartFailure("Cannot write " + file(home) + ": " + e.getMessage(), e);
        }
    }

    /** Deletes it: nothing runs any more. */
    public static void delete(Home home) {
        try {
            Files.deleteIfExists(file(home));
        } catch (IOException e) {
            throw new StartFailure("Cannot delete " + file(home) + ": " + e.getMessage(), e);
        }
    }

    private static Path file(Home home) {
        return home.run().resolve("launch.json");
    }
}
