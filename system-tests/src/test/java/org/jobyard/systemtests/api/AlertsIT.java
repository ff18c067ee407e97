package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.net.http.HttpRequest;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Pattern;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The alert rules in the documents name what the server serves. */
@ExtendWith(JobyardExtension.class)
class AlertsIT {

    private static final Path DOCS = Path.of("../docs");
    // A figure, perhaps with the one label and value that a rule asks for.
    private static final Pattern FIGURE = Pattern.compile("\\b(jobyard_[a-z_]+)(?:\\{(state|quantile)=\"([^\"]+)\"})?");

    private final ApiClient api;

    AlertsIT(ApiClient api) {
        this.api = api;
    }

    @Test
    void everyFigureOfTheRulesIsServed() throws IOException {
        HttpRequest plain = api.request("/").build();
        String served = api.send(HttpRequest.newBuilder(plain.uri().resolve("/metrics"))
                        .header(
                                "Authorization",
                                plain.headers().firstValue("Authorization").orElseThrow()))
                .body();
        var figures = FIGURE.matcher(Files.readString(DOCS.resolve("alerts.yml")))
                .results()
                .toList();

        assertThat(figures).hasSizeGreaterThan(15).allSatisfy(figure -> {
            String label = figure.group(2) == null ? "" : figure.group(2) + "=\"" + figure.group(3) + "\"";
            assertThat(served.lines())
                    .as(figure.group())
                    .anyMatch(line -> line.startsWith(figure.group(1) + "{") && line.contains(label));
        });
    }

    @Test
    void everyAlertIsExplained() throws IOException {
        List<String> alerts = Pattern.compile("alert: (\\w+)")
                .matcher(Files.readString(DOCS.resolve("alerts.yml")))
                .results()
                .map(alert -> "| `" + alert.group(1) + "` |")
                .toList();

        assertThat(alerts).isNotEmpty();
        assertThat(Files.readString(DOCS.resolve("alerts.md"))).contains(alerts);
    }
}
