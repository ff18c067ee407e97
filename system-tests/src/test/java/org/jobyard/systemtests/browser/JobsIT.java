package org.jobyard.systemtests.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.util.UUID;
import org.jobyard.systemtests.ApiClient;
import org.jobyard.systemtests.JobyardExtension;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/** The list of jobs. */
@Tag("browser")
@ExtendWith({JobyardExtension.class, BrowserExtension.class})
class JobsIT {

    @Test
    void newJobsComeByThemselvesAndTheFocusStaysOnItsRow(Console console, ApiClient api) {
        String old = "there-before-" + UUID.randomUUID();
        api.awaitEnd(api.submitScript(old, "echo"));
        console.signIn();
        Locator link = console.link(old);
        link.focus();
        String fresh = "comes-later-" + UUID.randomUUID();
        api.submitScript(fresh, "echo");
        assertThat(console.row(fresh)).containsText("Succeeded");
        assertThat(link).isFocused();
    }

    @Test
    void filtersLiveInTheAddress(Console console, ApiClient api) {
        String mark = UUID.randomUUID().toString();
        api.awaitEnd(api.submitScript("good-" + mark, "exit 0"));
        api.awaitEnd(api.submitScript("bad-" + mark, "exit 1"));
        console.signIn();
        console.field("Name").fill(mark);
        console.button("Filter").click();
        assertThat(console.page()).hasURL(console.address("/jobs.xhtml?name=" + mark));
        assertThat(console.link("good-" + mark)).isVisible();
        console.link("Failed").click();
        assertThat(console.page()).hasURL(console.address("/jobs.xhtml?state=FAILED%2CTIMED_OUT&name=" + mark));
        assertThat(console.link("bad-" + mark)).isVisible();
        assertThat(console.link("good-" + mark)).hasCount(0);
        Page colleague = console.secondPage();
        colleague.navigate(console.page().url());
        assertThat(colleague.locator(".row-link")).hasText("bad-" + mark);
        console.go("/jobs.xhtml?name=no-such-" + mark);
        assertThat(console.heading("No job fits these filters")).isVisible();
    }

    @Test
    void moreAreLoadedBelowAndTheAddressKnows(Console console, ApiClient api) {
        String mark = "many-" + UUID.randomUUID();
        for (int i = 0; i < 60; i++) {
            api.submitScript(mark, "true");
        }
        console.signIn();
        console.go("/jobs.xhtml?name=" + mark);
        Locator rows = console.page().locator(".row-link");
        assertThat(rows).hasCount(50);
        console.link("Load more").click();
        assertThat(rows).hasCount(60);
        assertThat(console.page()).hasURL(console.address("/jobs.xhtml?name=" + mark + "&rows=100"));
        console.page().reload();
        assertThat(rows).hasCount(60);
    }

    @Test
    void keyboardAloneIsEnough(Console console, ApiClient api) {
        String name = "by-keyboard-" + UUID.randomUUID();
        api.awaitEnd(api.submitScript(name, "echo found"));
        console.signIn();
        Page page = console.page();
        page.keyboard().press("?");
        assertThat(page.getByRole(AriaRole.DIALOG)).isVisible();
        page.keyboard().press("Escape");
        assertThat(page.getByRole(AriaRole.DIALOG)).not().isVisible();
        page.keyboard().press("/");
        page.keyboard().type(name);
        page.keyboard().press("Enter");
        assertThat(page.locator(".row-link")).hasCount(1);
        page.keyboard().press("j");
        page.keyboard().press("Enter");
        assertThat(console.log()).containsText("found");
        console.link("Input").focus();
        page.keyboard().press("Enter");
        assertThat(page.locator(".CodeMirror textarea")).hasAttribute("aria-label", "Script");
        page.locator(".CodeMirror textarea").focus();
        page.keyboard().press("Tab");
        assertThat(page.locator(".CodeMirror-focused")).hasCount(0);
        page.keyboard().press("g");
        page.keyboard().press("s");
        assertThat(console.heading("Submit a script")).isVisible();
        console.field("Name").focus();
        page.keyboard().type("typed");
        page.locator(".CodeMirror textarea").focus();
        page.keyboard().type("echo typed only");
        page.keyboard().press("Escape");
        page.keyboard().press("Tab");
        assertThat(page.locator(".CodeMirror-focused")).hasCount(0);
        console.button("Submit").focus();
        page.keyboard().press("Enter");
        console.jobShown();
        assertThat(console.log()).containsText("typed only");
    }
}
