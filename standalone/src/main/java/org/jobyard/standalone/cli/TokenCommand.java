package org.jobyard.standalone.cli;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;

/** Issues an API token. Nothing but the token goes to the standard output, so that a script can take it. */
@Command(name = "token", description = "Makes an API token and prints it, this once.", mixinStandardHelpOptions = true)
final class TokenCommand implements Runnable {
    @Mixin
    private HomeOptions options;

    @Option(names = "--user", description = "whom it stands for; default: admin")
    private String user;

    @Option(names = "--name", defaultValue = "command line", description = "what it is for; default: ${DEFAULT-VALUE}")
    private String name;

    @Option(
            names = "--valid-for",
            defaultValue = "P30D",
            description = "how long, as an ISO-8601 duration; default: ${DEFAULT-VALUE}")
    private Duration validFor;

    @Override
    public void run() {
        ObjectNode token =
                JsonNodeFactory.instance.objectNode().put("name", name).put("validFor", validFor.toString());
        if (user != null) {
            token.put("user", user);
        }
        JsonNode issued = options.api().post("/tokens", token);
        System.out.println(issued.path("secret").asText());
    }
}
