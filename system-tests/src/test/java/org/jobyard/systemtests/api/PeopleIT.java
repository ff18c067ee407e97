package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.People.send;
import static org.jobyard.systemtests.api.Problems.assertProblem;
import static org.jobyard.systemtests.api.Problems.fields;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

@ExtendWith(JobyardExtension.class)
class PeopleIT {

    private final ApiClient admin;
    private final People people;

    PeopleIT(ApiClient admin) {
        this.admin = admin;
        this.people = new People(admin);
    }

    private static ObjectNode later() {
        return ApiClient.script("of somebody", "exit 0").put("startAt", "2035-01-01T00:00:00Z");
    }

    private static HttpResponse<String> get(ApiClient client, String path) {
        return client.send(client.request(path).GET());
    }

    @Test
    void aViewerSeesAndChangesNothing() {
        UUID job = admin.submit(later());
        ApiClient viewer = people.newUser("VIEWER", "default");

        assertThat(viewer.job(job).path("id").asText()).isEqualTo(job.toString());
        assertProblem(viewer.send(viewer.submission(later(), null)), 403, "FORBIDDEN");
        assertProblem(viewer.cancel(job), 403, "FORBIDDEN");
        assertProblem(get(viewer, "/users"), 403, "FORBIDDEN");
        assertProblem(send(viewer, "POST", "/tokens", "{\"name\":\"t\",\"user\":\"admin\"}"), 403, "FORBIDDEN");
    }

    @Test
    void anEngineerCancelsOwnJobsAndAnOperatorThoseOfOthers() {
        ApiClient engineer = people.newUser("ENGINEER", "default");
        UUID own = engineer.submit(later());
        UUID others = admin.submit(later());

        assertProblem(engineer.cancel(others), 403, "FORBIDDEN");
        assertThat(engineer.cancel(own).statusCode()).isEqualTo(200);
        assertProblem(engineer.cancel(own), 409, "CONFLICT");
        assertThat(people.newUser("OPERATOR", "default").cancel(others).statusCode())
                .isEqualTo(200);
    }

    @Test
    void anotherTenantsJobsAreNotThere() {
        UUID job = admin.submit(later());
        ApiClient stranger = people.newUser("ADMIN", People.name("tenant"));

        for (String part : new String[] {"", "/history", "/log", "/outputs", "/outputs/x"}) {
            assertProblem(get(stranger, "/jobs/" + job + part), 404, "NOT_FOUND");
        }
        assertProblem(stranger.cancel(job), 404, "NOT_FOUND");
        assertThat(stranger.get("/jobs").path("jobs")).isEmpty();
        assertThat(stranger.get("/users").path("users")).hasSize(1);
        assertProblem(send(stranger, "PATCH", "/users/admin", "{\"role\":\"VIEWER\"}"), 404, "NOT_FOUND");
    }

    @Test
    void theSameIdempotencyKeyOfAnotherUserIsAnotherJob() {
        String key = UUID.randomUUID().toString();
        ApiClient one = people.newUser("ENGINEER", "default");
        ApiClient other = people.newUser("ENGINEER", "default");

        assertThat(one.send(one.submission(later(), key)).statusCode()).isEqualTo(201);
        assertThat(other.send(other.submission(later(), key)).statusCode()).isEqualTo(201);
    }

    @Test
    void usersAreMadeChangedAndBarred() {
        String name = people.create("VIEWER", "default");
        ApiClient user = people.as(name);

        assertThat(send(admin, "PATCH", "/users/" + name, "{\"role\":\"ENGINEER\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(user.get("/me").path("role").asText()).isEqualTo("ENGINEER");
        assertThat(send(user, "PATCH", "/users/" + name, "{\"password\":\"another horse battery\"}")
                        .statusCode())
                .isEqualTo(204);
        assertThat(admin.send(admin.request("/users/" + name).DELETE()).statusCode())
                .isEqualTo(204);
        assertProblem(get(user, "/me"), 401, "UNAUTHENTICATED");
    }

    @Test
    void aWrongUserIsRefusedByField() {
        String taken = people.create("VIEWER", "default");
        String wrong = "{\"name\":\"a b\",\"password\":\"short\",\"role\":\"VIEWER\"}";
        String again = "{\"name\":\"%s\",\"password\":\"%s\",\"role\":\"VIEWER\"}".formatted(taken, People.PASSWORD);

        assertThat(fields(assertProblem(send(admin, "POST", "/users", wrong), 400, "INVALID")))
                .containsExactlyInAnyOrder("name", "password");
        assertProblem(send(admin, "POST", "/users", again), 409, "CONFLICT");
        assertThat(fields(assertProblem(
                        send(admin, "POST", "/users", "{\"name\":\"x\",\"role\":\"BOSS\"}"), 400, "INVALID")))
                .containsExactly("role");
        assertProblem(send(admin, "PATCH", "/users/" + taken, "{}"), 400, "INVALID");
        assertProblem(send(admin, "PATCH", "/users/nobody-of-that-name", "{\"role\":\"VIEWER\"}"), 404, "NOT_FOUND");
    }

    @Test
    void tokensWorkUntilTheyAreRevokedAndTheirSecretIsShownOnce() {
        ApiClient user = people.newUser("ENGINEER", "default");
        HttpResponse<String> answer = send(user, "POST", "/tokens", "{\"name\":\"laptop\",\"validFor\":\"P1D\"}");
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        JsonNode issued = ApiClient.read(answer);
        ApiClient laptop = user.as(issued.path("secret").asText());

        assertThat(issued.path("secret").asText()).matches("jy_[A-Za-z0-9_-]{43}");
        assertThat(issued.path("expiresAt").asText()).isNotBlank();
        assertThat(laptop.get("/me").path("via").asText()).isEqualTo("TOKEN");
        assertThat(user.get("/tokens").toString())
                .contains(issued.path("id").asText())
                .doesNotContain("secret")
                .doesNotContain(issued.path("secret").asText());
        String path = "/tokens/" + issued.path("id").asText();
        assertProblem(
                people.newUser("ENGINEER", "default")
                        .send(people.newUser("ENGINEER", "default")
                                .request(path)
                                .DELETE()),
                404,
                "NOT_FOUND");
        assertThat(user.send(user.request(path).DELETE()).statusCode()).isEqualTo(204);
        assertProblem(get(laptop, "/me"), 401, "UNAUTHENTICATED");
    }

    @Test
    void aWrongTokenRequestIsRefusedByField() {
        assertThat(fields(assertProblem(
                        send(admin, "POST", "/tokens", "{\"name\":\"\",\"validFor\":\"-P1D\"}"), 400, "INVALID")))
                .containsExactlyInAnyOrder("name", "validFor");
    }
}
