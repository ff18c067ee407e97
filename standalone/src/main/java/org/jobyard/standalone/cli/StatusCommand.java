package org.jobyard.standalone.cli;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.util.concurrent.Callable;
import org.jobyard.embedded.StartFailure;
import org.jobyard.standalone.launch.Status;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Says what runs, where, and how it is. */
@Command(
        name = "status",
        description = "Shows addresses, versions, process ids and health.",
        mixinStandardHelpOptions = true,
        exitCodeListHeading = "Exit status:%n",
        exitCodeList = {"0:up: jobs are taken and run", "1:something of it is missing", "3:it does not run"})
final class StatusCommand implements Callable<Integer> {
    @Mixin
    private HomeOptions options;

    @Option(names = "--json", description = "as JSON")
    private boolean json;

    @Override
    public Integer call() {
        Status status = Status.of(options.home());
        System.out.println(json ? asJson(status) : status.asText());
        return switch (status.state()) {
            case UP -> 0;
            case DEGRADED -> 1;
            case DOWN -> 3;
        };
    }

    private static String asJson(Status status) {
        try {
            return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(status);
        } catch (JsonProcessingException e) {
            throw new StartFailure("Cannot write the status: " + e.getMessage(), e);
        }
    }
}
