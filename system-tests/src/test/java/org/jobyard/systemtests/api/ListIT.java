package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.net.URI;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(JobyardExtension.class)
class ListIT {

    private static final String LATER = "2035-01-01T00:00:00Z";

    private final ApiClient api;
    private final String mark = People.name("listed");

    ListIT(ApiClient api) {
        this.api = api;
    }

    private List<String> submit(int count) {
        List<String> ids = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            ids.add(api.submit(ApiClient.script(mark, "exit 0").put("startAt", LATER))
                    .toString());
        }
        return ids;
    }

    private List<String> ids(JsonNode page) {
        List<String> ids = new ArrayList<>();
        page.path("jobs").forEach(job -> ids.add(job.path("id").asText()));
        return ids;
    }

    @Test
    void pagesLeadToEachJobOnceNewestFirst() {
        List<String> expected = submit(7);
        Collections.reverse(expected);
        List<String> seen = new ArrayList<>();
        String path = "/jobs?limit=3&name=" + mark;
        int pages = 0;
        for (JsonNode page = api.get(path); page != null; pages++) {
            seen.addAll(ids(page));
            page = page.has("next")
                    ? api.get(path + "&cursor=" + page.path("next").asText())
                    : null;
        }

        assertThat(seen).isEqualTo(expected);
        assertThat(pages).isEqualTo(3);
    }

    @Test
    void theLinkLeadsToTheNextPage() {
        List<String> expected = submit(2);
        HttpResponse<String> first =
                api.send(api.request("/jobs?limit=1&name=" + mark).GET());
        String link = first.headers().firstValue("Link").orElseThrow();
        URI next = URI.create(link.substring(link.indexOf('<') + 1, link.indexOf('>')));

        assertThat(link).contains("rel=\"next\"");
        HttpRequest.Builder followed = HttpRequest.newBuilder(next)
                .header(
                        "Authorization",
                        api.request("/")
                                .build()
                                .headers()
                                .firstValue("Authorization")
                                .orElseThrow());
        HttpResponse<String> second = api.send(followed);
        assertThat(ids(ApiClient.read(second))).containsExactly(expected.get(0));
        assertThat(second.headers().firstValue("Link")).isEmpty();
    }

    @Test
    void filtersNarrowTheList() {
        List<String> ids = submit(2);
        api.cancel(java.util.UUID.fromString(ids.get(0)));
        String name = "&name=" + mark;

        assertThat(ids(api.get("/jobs?state=CANCELLED" + name))).containsExactly(ids.get(0));
        assertThat(ids(api.get("/jobs?state=cancelled&state=scheduled" + name))).hasSize(2);
        assertThat(ids(api.get("/jobs?type=script" + name))).hasSize(2);
        assertThat(ids(api.get("/jobs?type=other" + name))).isEmpty();
        assertThat(ids(api.get("/jobs?owner=admin" + name))).hasSize(2);
        assertThat(ids(api.get("/jobs?owner=nobody" + name))).isEmpty();
        assertThat(ids(api.get("/jobs?from=2020-01-01T00:00:00Z" + name))).hasSize(2);
        assertThat(ids(api.get("/jobs?to=2020-01-01T00:00:00%2B01:00" + name))).isEmpty();
    }

    @Test
    void workersAndQueuesAreListed() {
        assertThat(api.get("/workers").path("workers"))
                .anySatisfy(
                        worker -> assertThat(worker.path("types").toString()).contains("script"));
        assertThat(api.get("/queues").path("queues"))
                .anySatisfy(queue -> assertThat(queue.path("name").asText()).isEqualTo("jobyard.work.script"));
    }
}
