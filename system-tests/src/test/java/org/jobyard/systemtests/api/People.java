package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;

/** Users made for a test. */
final class People {

    static final String PASSWORD = "correct horse battery";

    private final ApiClient admin;

    People(ApiClient admin) {
        this.admin = admin;
    }

    /** A name that no other test has. */
    static String name(String kind) {
        return kind + "-" + UUID.randomUUID().toString().substring(0, 8);
    }

    /** Sends a request with a JSON body. */
    static HttpResponse<String> send(ApiClient client, String method, String path, String json) {
        return client.send(client.request(path)
                .header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString(json)));
    }

    /** A new user. */
    String create(String role, String tenant) {
        String name = name(role.toLowerCase(java.util.Locale.ROOT));
        ObjectNode user = JsonNodeFactory.instance.objectNode();
        user.put("name", name).put("password", PASSWORD).put("role", role).put("tenant", tenant);
        HttpResponse<String> answer = send(admin, "POST", "/users", user.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return name;
    }

    /** The API as this user. */
    ApiClient as(String user) {
        ObjectNode token = JsonNodeFactory.instance.objectNode();
        token.put("name", "test").put("user", user).put("validFor", "PT1H");
        HttpResponse<String> answer = send(admin, "POST", "/tokens", token.toString());
        assertThat(answer.statusCode()).as(answer.body()).isEqualTo(201);
        return admin.as(ApiClient.read(answer).path("secret").asText());
    }

    /** The API as a new user. */
    ApiClient newUser(String role, String tenant) {
        return as(create(role, tenant));
    }

    /** Bars a user. */
    void bar(String user) {
        assertThat(admin.send(admin.request("/users/" + user).DELETE()).statusCode())
                .isEqualTo(204);
    }
}
