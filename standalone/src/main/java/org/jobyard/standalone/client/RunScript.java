package org.jobyard.standalone.client;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.io.UncheckedIOException;
import java.nio.charset.CharacterCodingException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;

/** The command {@code run}: submits a script and, when asked, stays with it. */
public final class RunScript {
    /** Exit status when the job ended in another way than by its script's exit. */
    public static final int NO_EXIT_CODE = 125;

    private final ApiClient api;
    private final PrintStream out;
    private final PrintStream err;

    /** Prints what the script writes to {@code out} and {@code err}, as it writes it. */
    public RunScript(ApiClient api, PrintStream out, PrintStream err) {
        this.api = api;
        this.out = out;
        this.err = err;
    }

    /**
     * Submits the script.
     *
     * @param follow true: show its log and wait for its end
     * @return the script's exit code when it was followed, else 0; {@link #NO_EXIT_CODE} when it ended without one
     * @throws ApiException when the job is refused, with the reason
     */
    public int run(Path file, boolean follow) {
        JsonNode job = api.submit(ScriptJob.now(file.getFileName().toString(), read(file)));
        String id = job.path("id").asText();
        err.println("job " + id + " is " + job.path("state").asText());
        return follow ? follow(id) : 0;
    }

    private int follow(String id) {
        JsonNode end = new Feed(api, "/jobs/" + id + "/log").follow(this::show);
        out.flush();
        String message = end.path("errorMessage").asText("");
        err.println("job " + id + " " + end.path("state").asText() + (message.isEmpty() ? "" : ": " + message));
        if (end.path("state").asText().equals("SUCCEEDED")) {
            return end.path("exitCode").asInt(0);
        }
        return end.path("exitCode").asInt(NO_EXIT_CODE);
    }

    private void show(String event, JsonNode data) {
        switch (event) {
            case "stdout" -> print(out, data);
            case "stderr" -> print(err, data);
            case "attempt" -> err.println("(the worker was lost; a new attempt begins)");
            default -> {} // kinds that later servers may add
        }
    }

    private static void print(PrintStream stream, JsonNode data) {
        stream.print(data.path("text").asText());
        stream.flush();
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (NoSuchFileException e) {
            throw new ApiException(0, "there is no file " + file, e);
        } catch (CharacterCodingException e) {
            throw new ApiException(0, file + " is not text in UTF-8, so it is no script", e);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
