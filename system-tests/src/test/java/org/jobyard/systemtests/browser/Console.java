package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.Cookie;
import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.UUID;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.regex.Pattern;
import org.jobyard.systemtests.Jobyard;

/** The console in a browser profile of its own, through the eyes and hands of a person. */
final class Console implements AutoCloseable {
    private final BrowserContext context;
    private final Page page;
    private final String base;
    private final Session session;
    private final List<String> problems = new CopyOnWriteArrayList<>();

    private Console(BrowserContext context, URI base, Session session) {
        this.context = context;
        this.session = session;
        this.page = context.newPage();
        this.base = base.toString().replaceFirst("/$", "");
        page.onPageError(problems::add);
        page.onConsoleMessage(message -> {
            if (message.type().equals("error")) {
                problems.add(message.text());
            }
        });
    }

    /** The admin's session, for those tests that are not about signing in. */
    static final class Session {
        private List<Cookie> cookies = List.of();
    }

    static Console open(Browser browser, URI base, Session session) {
        BrowserContext context = browser.newContext(new Browser.NewContextOptions()
                .setViewportSize(1280, 800)
                .setTimezoneId("Europe/Amsterdam")
                .setColorScheme(ColorScheme.LIGHT));
        return new Console(context, base, session);
    }

    Page page() {
        return page;
    }

    /** What the browser complained about: script errors, and what the Content-Security-Policy forbade. */
    List<String> problems() {
        return List.copyOf(problems);
    }

    /** Another page of the same person. */
    Page secondPage() {
        return context.newPage();
    }

    void go(String path) {
        page.navigate(base + path);
    }

    /** Address of a page. */
    String address(String path) {
        return base + path;
    }

    /** Is signed in as the first admin, at the list of jobs. The form is used once for all tests. */
    Console signIn() {
        context.addCookies(session.cookies);
        go("/jobs.xhtml");
        if (session.cookies.isEmpty()) {
            signIn("admin", Jobyard.ADMIN_PASSWORD);
            assertThat(heading("Jobs")).isVisible();
            session.cookies = context.cookies();
        }
        assertThat(heading("Jobs")).isVisible();
        return this;
    }

    /** Fills the sign-in page and sends it. */
    void signIn(String user, String password) {
        field("User").fill(user);
        field("Password").fill(password);
        button("Sign in").click();
    }

    /** Submits a script with the form and is at its job's page. */
    UUID submit(String name, String script) {
        go("/submit.xhtml");
        field("Name").fill(name);
        type(script);
        button("Submit").click();
        return jobShown();
    }

    /** Types into the script editor. */
    void type(String script) {
        page.locator(".editor .CodeMirror").click();
        page.keyboard().insertText(script);
    }

    /** Waits for a job's page and tells which. */
    UUID jobShown() {
        page.waitForURL(Pattern.compile(".*/job\\.xhtml\\?id=.*"));
        return UUID.fromString(page.url().replaceFirst(".*[?&]id=([0-9a-f-]{36}).*", "$1"));
    }

    /** The job's state as its page shows it. */
    Locator state() {
        return page.locator(".job-head .state");
    }

    Locator log() {
        return page.getByRole(AriaRole.LOG);
    }

    /** The row of a job in the list. */
    Locator row(String name) {
        return page.getByRole(AriaRole.ROW).filter(new Locator.FilterOptions().setHasText(name));
    }

    Locator heading(String name) {
        return page.getByRole(
                AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    /** A field of a form by its whole label. */
    Locator field(String label) {
        return page.locator("input, select, textarea")
                .and(page.getByLabel(label, new Page.GetByLabelOptions().setExact(true)));
    }

    /** What a page says of something that went wrong. */
    Locator failure() {
        return page.locator(".notice-bad:visible");
    }

    Locator button(String name) {
        return page.getByRole(
                AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    Locator link(String name) {
        return page.getByRole(
                AriaRole.LINK, new Page.GetByRoleOptions().setName(name).setExact(true));
    }

    void picture(Path file) {
        page.screenshot(new Page.ScreenshotOptions().setPath(file).setFullPage(true));
    }

    @Override
    public void close() {
        context.close();
    }
}
