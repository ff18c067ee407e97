package org.jobyard.worker.script;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.jobyard.sdk.message.Headers;
import org.jobyard.sdk.message.Json;
import org.jobyard.sdk.message.Outcome;
import org.jobyard.sdk.message.Result;
import org.junit.jupiter.api.Test;

/** What a script starts with, and what keeps it from starting. */
class ScriptStartTest extends RunningScriptWorker {
    @Test
    void theEnvironmentIsLimitedToItsOwn() {
        ObjectNode parameters = Json.object().put("script", "env | sort; pwd; ls -A; cat");
        parameters.putObject("environment").put("COLOUR", "grün");
        UUID id = submit(parameters, Map.of(Headers.ATTEMPT, 2, Headers.NAME, "my job"));

        assertThat(server.result(id).outcome()).isEqualTo(Outcome.SUCCEEDED);
        List<String> lines = stdout(id).lines().toList();
        String work = lines.get(lines.size() - 1);
        assertThat(lines.subList(0, lines.size() - 1).stream().map(line -> line.substring(0, line.indexOf('='))))
                .containsExactlyInAnyOrder(
                        "COLOUR",
                        "HOME",
                        "JOBYARD_ATTEMPT",
                        "JOBYARD_EXECUTION",
                        "JOBYARD_JOB_ID",
                        "JOBYARD_NAME",
                        "JOBYARD_OUTPUT",
                        "LANG",
                        "PATH",
                        "PWD",
                        "SHLVL",
                        "TMPDIR",
                        "TZ",
                        "_");
        assertThat(lines).contains("COLOUR=grün", "JOBYARD_ATTEMPT=2", "JOBYARD_NAME=my job", "HOME=" + work);
        assertThat(Path.of(work)).doesNotExist();
    }

    @Test
    void theFirstLineAndTheParameterChooseTheInterpreter() {
        UUID perl = submit("#!/usr/bin/env perl\nprint \"from perl @ARGV\\n\";");
        UUID shell = submit(Json.object()
                .put("script", "#!/bin/false\necho $0 | grep -c script; echo \"$@\"")
                .put("interpreter", "sh")
                .set("arguments", Json.object().arrayNode().add("a b").add("*")));
        UUID option = submit("#!/bin/sh -e\nfalse\necho not reached");

        assertThat(server.result(perl).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(stdout(perl)).isEqualTo("from perl \n");
        assertThat(server.result(shell).outcome()).isEqualTo(Outcome.SUCCEEDED);
        assertThat(stdout(shell)).isEqualTo("1\na b *\n");
        assertThat(server.result(option).exitCode()).isEqualTo(1);
    }

    @Test
    void whatBelongsElsewhereIsNotRunHere() {
        UUID id = submit(Json.object().put("script", "echo here"), Map.of(Headers.DESTINATION, "db-1"));

        assertThat(server.result(id).error().code()).isEqualTo("DESTINATION_UNKNOWN");
        assertThat(server.result(id).stdoutBytes()).isZero();
    }

    @Test
    void whatIsMissingOrWrongIsNamed() {
        Map<String, String> codes = Map.of(
                "{\"script\":\"#!/no/such/thing\\n\"}", Interpreter.MISSING,
                "{\"script\":\"#!/usr/bin/env no-such-thing\\n\"}", Interpreter.MISSING,
                "{\"script\":\"x\",\"interpreter\":\"no-such-thing\"}", Interpreter.MISSING,
                "{}", ScriptParameters.INVALID,
                "{\"script\":5}", ScriptParameters.INVALID,
                "{\"script\":\"x\",\"colour\":\"red\"}", ScriptParameters.INVALID,
                "{\"script\":\"x\",\"environment\":{\"A=B\":\"c\"}}", ScriptParameters.INVALID,
                "{\"script\":\"x\",\"environment\":{\"JOBYARD_OUTPUT\":\"/etc\"}}", ScriptParameters.INVALID,
                "{\"script\":\"x\",\"arguments\":[\"a\\u0000b\"]}", ScriptParameters.INVALID);

        codes.forEach((parameters, code) -> {
            Result result = server.result(server.dispatch(ScriptHandler.TYPE, parameters, Map.of()));
            assertThat(result.outcome()).as(parameters).isEqualTo(Outcome.FAILED);
            assertThat(result.error().code()).as(parameters).isEqualTo(code);
        });
    }
}
