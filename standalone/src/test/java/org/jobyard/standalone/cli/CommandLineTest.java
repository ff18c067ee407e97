package org.jobyard.standalone.cli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

class CommandLineTest {
    @TempDir
    Path home;

    private final StringWriter err = new StringWriter();

    @Test
    void helpNamesEachCommand() {
        assertThat(JobyardCommand.commandLine().getUsageMessage())
                .contains("demo", "up", "status", "stop", "logs", "run", "user", "token", "test", "completion", "help");
    }

    @Test
    void isWrongUsageWithoutACommand() {
        assertThat(execute()).isEqualTo(2);
    }

    @Test
    void whatIsWrongIsSaidInOneLine() {
        assertThat(execute("token", "--home", home.toString())).isEqualTo(1);
        assertThat(err.toString())
                .isEqualTo("jobyard: Jobyard does not run in " + home
                        + ": start it with ./jobyard up or ./jobyard demo." + System.lineSeparator());
    }

    @Test
    void statusTellsByItsExitCodeThatNothingRuns() {
        assertThat(execute("status", "--json", "--home", home.toString())).isEqualTo(3);
    }

    @Test
    void stopOfNothingIsNoError() {
        assertThat(execute("stop", "--home", home.toString())).isZero();
    }

    @Test
    void anUnreachableDatabaseIsOneLine() {
        assertThat(execute(
                        "up",
                        "--home",
                        home.toString(),
                        "-D",
                        "jobyard.db.url=jdbc:postgresql://127.0.0.1:1/x",
                        "-D",
                        "jobyard.amqp.uri=amqp://127.0.0.1:1"))
                .isEqualTo(1);
        assertThat(err.toString().lines())
                .hasSize(1)
                .first()
                .asString()
                .startsWith("jobyard: Cannot reach the database jdbc:postgresql://127.0.0.1:1/x as jobyard: ");
    }

    private int execute(String... arguments) {
        CommandLine commandLine = JobyardCommand.commandLine();
        commandLine.setErr(new PrintWriter(err, true));
        return commandLine.execute(arguments);
    }
}
