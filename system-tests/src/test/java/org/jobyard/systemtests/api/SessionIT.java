package org.jobyard.systemtests.api;

import static org.assertj.core.api.Assertions.assertThat;
import static org.jobyard.systemtests.api.Problems.assertProblem;

import java.io.IOException;
import java.net.CookieManager;
import java.net.HttpCookie;
import java.net.URI;
import java.net.URLEncoder;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpRequest.BodyPublishers;
import java.net.http.HttpResponse;
import java.net.http.HttpResponse.BodyHandlers;
import java.nio.charset.StandardCharsets;
import java.util.Map;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The console's session, and what it may do at the API. */
@ExtendWith(JobyardExtension.class)
class SessionIT {

    private final CookieManager cookies = new CookieManager();
    private final HttpClient browser = HttpClient.newBuilder()
            .version(HttpClient.Version.HTTP_1_1)
            .cookieHandler(cookies)
            .build();
    private final URI root;
    private final People people;
    private final ApiClient api;

    SessionIT(ApiClient api) {
        this.root = api.request("/").build().uri().resolve("/");
        this.people = new People(api);
        this.api = api;
    }

    private HttpResponse<String> send(HttpRequest.Builder request) throws IOException, InterruptedException {
        return browser.send(request.build(), BodyHandlers.ofString());
    }

    private HttpRequest.Builder request(String path) {
        return HttpRequest.newBuilder(root.resolve(path));
    }

    private String session() {
        return cookies.getCookieStore().getCookies().stream()
                .filter(cookie -> cookie.getName().equals("JOBYARD"))
                .map(HttpCookie::getValue)
                .findFirst()
                .orElse("");
    }

    private HttpResponse<String> signIn(String user, String password) throws IOException, InterruptedException {
        String page = send(request("/login.xhtml?from=%2Fworkers.xhtml")).body();
        Map<String, String> form = Map.of(
                "login",
                "login",
                "login:user",
                user,
                "login:password",
                password,
                "login:signIn",
                "",
                "primefaces.nonce",
                find("nonce=\"([^\"]+)\"", page),
                "jakarta.faces.ViewState",
                find("name=\"jakarta.faces.ViewState\"[^>]*value=\"([^\"]+)\"", page));
        String body = form.entrySet().stream()
                .map(field -> URLEncoder.encode(field.getKey(), StandardCharsets.UTF_8) + "="
                        + URLEncoder.encode(field.getValue(), StandardCharsets.UTF_8))
                .collect(Collectors.joining("&"));
        return send(request("/login.xhtml?from=%2Fworkers.xhtml")
                .header("Content-Type", "application/x-www-form-urlencoded")
                .POST(BodyPublishers.ofString(body)));
    }

    private static String find(String pattern, String text) {
        Matcher matcher = Pattern.compile(pattern).matcher(text);
        assertThat(matcher.find()).as(pattern + " in " + text).isTrue();
        return matcher.group(1);
    }

    @Test
    void aPageLeadsToTheSignInAndBack() throws Exception {
        HttpResponse<String> asked = send(request("/workers.xhtml"));
        assertThat(asked.statusCode()).isEqualTo(302);
        assertThat(asked.headers().firstValue("Location").orElse("")).endsWith("/login.xhtml?from=%2Fworkers.xhtml");
        String user = people.create("VIEWER", "default");

        assertThat(signIn(user, "a wrong password").statusCode()).isEqualTo(200);
        String before = session();
        HttpResponse<String> signedIn = signIn(user, People.PASSWORD);

        assertThat(signedIn.statusCode()).isEqualTo(302);
        assertThat(signedIn.headers().firstValue("Location").orElse("")).endsWith("/workers.xhtml");
        assertThat(signedIn.headers().firstValue("Set-Cookie").orElse(""))
                .containsIgnoringCase("HttpOnly")
                .containsIgnoringCase("SameSite=Lax");
        assertThat(session()).as("a new session").isNotEqualTo(before);
        assertThat(send(request("/workers.xhtml")).statusCode()).isEqualTo(200);
    }

    @Test
    void aSessionReadsButChangesOnlyWithThePagesToken() throws Exception {
        signIn(people.create("ENGINEER", "default"), People.PASSWORD);

        assertThat(send(request("/api/v1/me")).statusCode()).isEqualTo(200);
        for (String spelling : new String[] {"/api/v1/tokens", "/%61pi/v1/tokens", "/api;x=y/v1/tokens"}) {
            assertProblem(
                    send(request(spelling)
                            .header("Content-Type", "application/json")
                            .POST(BodyPublishers.ofString("{\"name\":\"forged\"}"))),
                    403,
                    "FORBIDDEN");
        }
    }

    /** Also for who then knows it: else the answer would tell the guesser when to stop. */
    @Test
    void guessingAPasswordIsSlowed() throws Exception {
        String user = people.create("VIEWER", "default");
        for (int i = 0; i < 5; i++) {
            assertThat(signIn(user, "guess " + i).body()).contains("do not match");
        }

        HttpResponse<String> right = signIn(user, People.PASSWORD);
        assertThat(right.statusCode()).isEqualTo(200);
        assertThat(right.body()).contains("Too many wrong passwords");
        assertThat(signIn(people.create("VIEWER", "default"), People.PASSWORD).statusCode())
                .as("others are not held up")
                .isEqualTo(302);
    }

    @Test
    void thePagesOfAnotherTenantsJobsAreNotThere() throws Exception {
        String name = People.name("of-default");
        UUID job = api.submit(ApiClient.script(name, "exit 0").put("startAt", "2035-01-01T00:00:00Z"));
        signIn(people.create("ADMIN", People.name("tenant")), People.PASSWORD);

        for (String tab : new String[] {"", "&tab=timeline", "&tab=outputs", "&tab=input"}) {
            HttpResponse<String> page = send(request("/job.xhtml?id=" + job + tab));
            assertThat(page.statusCode()).as(tab).isEqualTo(404);
            assertThat(page.body()).doesNotContain(name);
        }
        assertThat(send(request("/submit.xhtml?from=" + job)).body()).doesNotContain(name);
        assertThat(send(request("/jobs.xhtml?owner=admin")).body()).doesNotContain(name);
    }

    @Test
    void aBarredUsersSessionEnds() throws Exception {
        String user = people.create("VIEWER", "default");
        signIn(user, People.PASSWORD);
        assertThat(send(request("/api/v1/me")).statusCode()).isEqualTo(200);
        people.bar(user);

        assertProblem(send(request("/api/v1/me")), 401, "UNAUTHENTICATED");
        assertThat(send(request("/workers.xhtml")).statusCode()).isEqualTo(302);
    }
}
