package org.jobyard.standalone.cli;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Locale;
import org.jobyard.embedded.StartFailure;
import picocli.CommandLine;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Users of the running Jobyard. */
@Command(
        name = "user",
        description = "Manages users.",
        mixinStandardHelpOptions = true,
        subcommands = UserCommand.Add.class)
final class UserCommand implements Runnable {
    @CommandLine.Spec
    private CommandLine.Model.CommandSpec spec;

    @Override
    public void run() {
        throw new CommandLine.ParameterException(spec.commandLine(), "Say what to do: add.");
    }

    /** What a user may do. */
    enum Role {
        VIEWER,
        ENGINEER,
        OPERATOR,
        ADMIN
    }

    @Command(name = "add", description = "Makes a user.", mixinStandardHelpOptions = true)
    static final class Add implements Runnable {
        @Mixin
        private HomeOptions options;

        @Parameters(paramLabel = "NAME", description = "1 to 64 letters, digits, . _ @ -")
        private String name;

        @Option(
                names = "--role",
                defaultValue = "ENGINEER",
                description = "${COMPLETION-CANDIDATES}; default ${DEFAULT-VALUE}")
        private Role role;

        @Option(names = "--tenant", description = "whose jobs they see; default: default")
        private String tenant;

        @Option(
                names = "--password",
                arity = "0..1",
                interactive = true,
                required = true,
                description = "asked for at the terminal; JOBYARD_NEW_PASSWORD in the environment where there is none",
                defaultValue = "${env:JOBYARD_NEW_PASSWORD}")
        private char[] password;

        @Override
        public void run() {
            if (password == null || password.length == 0) {
                throw new StartFailure("Say the password: --password asks for it, or set JOBYARD_NEW_PASSWORD.");
            }
            ObjectNode user = JsonNodeFactory.instance
                    .objectNode()
                    .put("name", name)
                    .put("password", new String(password))
                    .put("role", role.name().toUpperCase(Locale.ROOT));
            if (tenant != null) {
                user.put("tenant", tenant);
            }
            options.api().post("/users", user);
            System.out.println("user " + name + " made, " + role);
        }
    }
}
